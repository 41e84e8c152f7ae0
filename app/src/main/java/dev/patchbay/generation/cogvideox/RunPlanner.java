package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.torch.AdapterBytes;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.plan.ArithmeticSpeed;
import dev.patchbay.generation.torch.plan.FreeMemory;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.generation.torch.plan.Planner;
import dev.patchbay.generation.torch.plan.StageCost;
import dev.patchbay.generation.torch.plan.SuitableType;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plans the runs of a model on a device. Reads the headers of the weights, not their values. */
final class RunPlanner {

    private final Components parts;
    private final DType dtype;

    RunPlanner(Components parts, DTypeChoice choice) throws IOException {
        this.parts = parts;
        this.dtype = SuitableType.of(choice, parts.config().transformer().width(), parts.manager().getDevice(), parts.transformer());
    }

    /** The plan of a run with what is free on the device now. Memory of components that stayed loaded counts as free. */
    GenerationPlan plan(GenerationRequest request) throws IOException {
        Device device = parts.manager().getDevice();
        double speed = Math.max(1, ArithmeticSpeed.of(device, dtype));
        long free = FreeMemory.on(device) + parts.loadedBytes();
        return plan(request, Machine.of(free, Devices.sharesMemory(device), speed));
    }

    private GenerationPlan plan(GenerationRequest request, Machine machine) throws IOException {
        return plan(parts.config(), request, dtype, Devices.name(parts.manager().getDevice()), machine, sizes(parts, dtype));
    }

    /** Sizes of the weights in an element type. */
    static BlockSizes sizes(Components parts, DType dtype) throws IOException {
        List<Long> image = parts.vaeEncoder().isPresent() ? parts.vaeEncoder().get().measure(dtype) : List.of();
        return new BlockSizes(
                parts.textEncoder().measure(dtype), image, parts.transformer().measure(dtype), parts.vaeDecoder().measure(dtype));
    }

    /**
     * The plan of a run on such a machine; arithmetic only.
     *
     * @param sizes of the model's weights in this element type
     */
    static GenerationPlan plan(
            PipelineConfig config, GenerationRequest request, DType dtype, String device, Machine machine, BlockSizes sizes)
            throws IOException {
        LatentGrid grid = LatentGrid.of(config, request);
        boolean guided = new Guidance(request.guidance(), request.dynamicGuidance(), request.steps()).needsNegativePrompt();
        AdapterBytes adapters = Transformer.adapters(config.transformer()).measure(request.adapters(), dtype);
        RunCosts costs = new RunCosts(config, grid, request.steps(), guided ? 2 : 1, adapters, dtype);
        Planner planner = new Planner(machine);
        StageCost batched = costs.denoising(sizes.transformer(), true);
        StageCost denoising = planner.choose(batched, costs.denoising(sizes.transformer(), false));
        StageCost whole = costs.decoding(sizes.vae(), grid.height(), grid.width(), !machine.main());
        VaeTiles tiles = config.vae().tiles();
        int rows = Math.min(grid.height(), tiles.height());
        int columns = Math.min(grid.width(), tiles.width());
        StageCost decoding = planner.choose(whole, costs.decoding(sizes.vae(), rows, columns, !machine.main()));
        List<StageCost> all = new ArrayList<>(List.of(costs.text(sizes.text())));
        if (request.image().isPresent()) {
            boolean inTiles = !decoding.equals(whole);
            all.add(costs.encoding(
                    sizes.image(), inTiles ? rows : grid.height(), inTiles ? columns : grid.width(), !machine.main()));
        }
        all.addAll(List.of(denoising, decoding));
        List<PlannedStage> stages = planner.plan(all);
        long pixels = 3L * Float.BYTES * (request.frames() + 3) * request.height() * request.width();
        long clip = 2 * pixels + request.steps() * Float.BYTES * grid.shape().elements();
        return new GenerationPlan(
                device, dtype, denoising.equals(batched), !decoding.equals(whole), stages, machine.available(), clip);
    }

    /**
     * Bytes of the blocks of each component on the device, 0 for those used in a memory-mapped file.
     *
     * @param image of the autoencoder's other half, empty if the model takes no image
     */
    record BlockSizes(List<Long> text, List<Long> image, List<Long> transformer, List<Long> vae) {}
}

package dev.patchbay.generation.wan;

import ai.djl.Device;
import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.AdapterBytes;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.plan.ArithmeticSpeed;
import dev.patchbay.generation.torch.plan.FreeMemory;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.generation.torch.plan.Planner;
import dev.patchbay.generation.torch.plan.StageCost;
import dev.patchbay.generation.torch.plan.SuitableType;
import dev.patchbay.generation.torch.t5.T5Cost;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.generation.wan.schedule.FlowSampler;
import dev.patchbay.generation.wan.transformer.WanTransformer;
import dev.patchbay.generation.wan.transformer.WanTransformerCost;
import dev.patchbay.generation.wan.vae.WanDecoderCost;
import dev.patchbay.generation.wan.vae.WanEncoderCost;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plans the runs of a model on a device. Reads the headers of the weights, not their values. */
final class RunPlanner {

    /** Tensors of the latents' size around a step: sample, both predictions, and what the sampler remembers. */
    private static final int LATENT_COPIES = 10;

    private final Components parts;
    private final DType dtype;

    RunPlanner(Components parts, DTypeChoice choice) throws IOException {
        this.parts = parts;
        PipelineConfig config = parts.config();
        this.dtype = SuitableType.of(
                choice, config.anyTransformer().width(), parts.manager().getDevice(), parts.transformer(config.experts().getFirst()));
    }

    /** The plan of a run with what is free on the device now. Memory of components that stayed loaded counts as free. */
    GenerationPlan plan(GenerationRequest request) throws IOException {
        Device device = parts.manager().getDevice();
        double speed = Math.max(1, ArithmeticSpeed.of(device, dtype));
        long free = FreeMemory.on(device) + parts.loadedBytes();
        Machine machine = Machine.of(free, Devices.sharesMemory(device), speed);
        PipelineConfig config = parts.config();
        config.info("").demandImage(request.image());
        LatentGrid grid = LatentGrid.of(config, request);
        List<StageCost> costs = new ArrayList<>();
        int prompts = RunContext.guided(request) ? 2 : 1;
        costs.add(T5Cost.of(config.text(), config.promptTokens(), prompts, parts.textEncoder().measure(dtype), dtype));
        for (Expert expert : config.experts()) {
            int steps = steps(request, expert);
            if (steps > 0) {
                costs.add(denoising(request, grid, expert, steps));
            }
        }
        Planner planner = new Planner(machine);
        VaeTiles tiles = config.vae().decodingTiles();
        StageCost whole = decoding(grid, grid.height(), grid.width());
        StageCost decoding = planner.choose(
                whole, decoding(grid, Math.min(grid.height(), tiles.height()), Math.min(grid.width(), tiles.width())));
        boolean tiled = !decoding.equals(whole);
        if (request.image().isPresent()) {
            costs.add(1, encoding(request, grid, tiled));
        }
        costs.add(decoding);
        long pixels = 3L * Float.BYTES * request.frames() * request.height() * request.width();
        long clip = 2 * pixels + request.steps() * latentBytes(grid);
        return new GenerationPlan(
                Devices.name(device), dtype, false, tiled, planner.plan(costs), machine.available(), clip);
    }

    private boolean gpu() {
        return !Devices.sharesMemory(parts.manager().getDevice());
    }

    private static long latentBytes(LatentGrid grid) {
        return Float.BYTES * grid.shape().elements();
    }

    /** Steps in which an expert is asked. */
    private int steps(GenerationRequest request, Expert expert) throws IOException {
        PipelineConfig config = parts.config();
        FlowSampler sampler = FlowSampler.of(config.sampling().named(request.scheduler()));
        return (int) sampler.steps(config.noise(request), request.steps()).stream()
                .filter(step -> config.expert(step.timestep()) == expert)
                .count();
    }

    private StageCost denoising(GenerationRequest request, LatentGrid grid, Expert expert, int steps) throws IOException {
        PipelineConfig config = parts.config();
        AdapterBytes adapters = WanTransformer.adapters(config.transformer(expert))
                .measure(ExpertAdapters.of(expert, request.adapters()), dtype);
        WanTransformerCost call = WanTransformerCost.of(
                config.transformer(expert), 1, grid.tokens(config.transformer(expert)), config.promptTokens(), adapters, dtype);
        int passes = steps * (RunContext.guided(request) ? 2 : 1);
        List<Long> blocks = parts.transformer(expert).measure(dtype);
        long working = call.working() + LATENT_COPIES * latentBytes(grid);
        return new StageCost(Stage.DENOISING, blocks, blocks.getFirst(), working, call.operations() * passes, passes);
    }

    private StageCost encoding(GenerationRequest request, LatentGrid grid, boolean tiled) throws IOException {
        PipelineConfig config = parts.config();
        int frames = config.imageBeside() ? request.frames() : 1;
        int scale = config.vae().spatialCompression();
        VaeTiles tiles = config.vae().encodingTiles();
        int rows = tiled ? Math.min(grid.height(), tiles.height()) : grid.height();
        int columns = tiled ? Math.min(grid.width(), tiles.width()) : grid.width();
        WanEncoderCost cost = WanEncoderCost.of(config.vae(), frames, rows * scale, columns * scale, gpu());
        double share = (double) grid.height() * grid.width() / ((double) rows * columns);
        long pixels = 3L * Float.BYTES * frames * request.height() * request.width();
        long working = (long) (cost.elements() * dtype.bits() / 8) + 2 * pixels + LATENT_COPIES * latentBytes(grid);
        int passes = (int) Math.ceil(share * grid.frames());
        return new StageCost(Stage.READING_IMAGE, parts.vaeEncoder().measure(dtype), 0, working, cost.operations() * share, passes);
    }

    /** @param rows of a tile or of the whole in latent pixels */
    private StageCost decoding(LatentGrid grid, int rows, int columns) throws IOException {
        WanDecoderCost cost = WanDecoderCost.of(parts.config().vae(), grid.frames(), rows, columns, gpu());
        long working = (long) (cost.elements() * dtype.bits() / 8) + LATENT_COPIES * latentBytes(grid);
        double share = (double) grid.height() * grid.width() / ((double) rows * columns);
        int passes = (int) Math.ceil(share * grid.frames());
        return new StageCost(Stage.DECODING, parts.vaeDecoder().measure(dtype), 0, working, cost.operations() * share, passes);
    }
}

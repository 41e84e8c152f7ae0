package dev.patchbay.generation.cogvideox;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelNeeds;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.torch.plan.FreeMemory;
import dev.patchbay.generation.torch.plan.Machine;
import dev.patchbay.generation.torch.t5.T5Config;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the published models take, by their configurations and the catalogue alone: no file of theirs is needed. */
final class PublishedNeeds {

    /** Bytes of an element as they are published: float16 and bfloat16. */
    private static final long STORED = 2;

    /** Elements of the autoencoder's halves, the same in all of these models. */
    private static final long ENCODER = 76_285_088;

    private static final long DECODER = 139_298_819;

    /** Pieces in which a half of the autoencoder is counted. */
    private static final int PIECES = 20;

    private static final int STEPS = 50;

    /** Any speed will do: times are not looked at. */
    private static final double SPEED = 1e12;

    private PublishedNeeds() {}

    /** All of the published models that the catalogue knows. */
    static List<ModelNeeds> all() throws IOException {
        List<ModelNeeds> needs = new ArrayList<>();
        long free = Machine.of(FreeMemory.main(), true, SPEED).available();
        for (PublishedVariant variant : PublishedVariant.all()) {
            if (ModelCatalog.find(variant.name()).isPresent()) {
                needs.add(of(variant, ModelCatalog.find(variant.name()).get(), free));
            }
        }
        return needs;
    }

    private static ModelNeeds of(PublishedVariant variant, BaseModel model, long free) throws IOException {
        PipelineConfig config = variant.config();
        List<Long> transformer = blocks(model);
        List<Long> text = Collections.nCopies(config.text().layers(), layer(config.text()));
        long elements = sum(transformer) + sum(text) + (long) config.text().vocabulary() * config.text().width() + ENCODER + DECODER;
        long memory = least(config, DType.F32, true, transformer, text);
        long card = least(config, DType.F16, false, transformer, text);
        return new ModelNeeds(variant.name(), STORED * elements, memory, card, free);
    }

    /** The peak of a plan for a machine with no room at all, on which everything is cut as small as it goes. */
    private static long least(PipelineConfig config, DType type, boolean main, List<Long> transformer, List<Long> text)
            throws IOException {
        PipelineInfo info = config.info("-");
        GenerationRequest plain = new GenerationRequest(
                "", "", 0, STEPS, info.frames(), info.height(), info.width(), info.sampling().suggested().guidance(), false,
                info.sampling().scheduler(), List.of());
        GenerationRequest request = info.takesImage() ? plain.from(new Pixels(1, 1, new byte[3])) : plain;
        long size = type.byteSize(1);
        RunPlanner.BlockSizes sizes = new RunPlanner.BlockSizes(
                bytes(text, size), Collections.nCopies(PIECES, ENCODER * size / PIECES), bytes(transformer, size),
                Collections.nCopies(PIECES, DECODER * size / PIECES));
        GenerationPlan plan = RunPlanner.plan(config, request, type, "-", Machine.of(0, main, SPEED), sizes);
        return plan.peakBytes();
    }

    /** Attention, gated feed-forward and two norms. */
    private static long layer(T5Config text) {
        long attention = 4L * text.width() * text.heads() * text.headDim();
        return attention + 3L * text.width() * text.hidden() + 2L * text.width();
    }

    /** Elements of each block, and of what is in none. */
    private static List<Long> blocks(BaseModel model) {
        Map<String, Long> blocks = new TreeMap<>();
        Map<String, Shape> tensors = model.components().getFirst().tensors();
        tensors.forEach((name, shape) -> blocks.merge(block(name), shape.elements(), Long::sum));
        return List.copyOf(blocks.values());
    }

    private static String block(String name) {
        String[] segments = name.split("\\.");
        return segments.length > 1 && segments[0].equals("transformer_blocks") ? segments[1] : "";
    }

    private static List<Long> bytes(List<Long> elements, long size) {
        return elements.stream().map(count -> count * size).toList();
    }

    private static long sum(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }
}

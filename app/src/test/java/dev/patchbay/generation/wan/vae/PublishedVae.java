package dev.patchbay.generation.wan.vae;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The published autoencoders at their full size, with random weights. */
enum PublishedVae {
    WAN_2_1("{}"),
    WAN_2_2("""
            {"z_dim": 48, "base_dim": 160, "decoder_base_dim": 256, "is_residual": true, "in_channels": 12, "out_channels": 12,
             "patch_size": 2, "latents_mean": %1$s, "latents_std": %1$s}
            """.formatted(Collections.nCopies(48, 1.0)));

    private final String settings;

    PublishedVae(String settings) {
        this.settings = settings;
    }

    WanVaeConfig config() throws GenerationException {
        return WanVaeConfig.of(ConfigFileJson.of(Path.of("vae/config.json"), settings));
    }

    /** Makes a half of weights. */
    @FunctionalInterface
    interface Maker<M> {

        M make(WanVaeConfig config, Script script, Weights weights) throws IOException;
    }

    /** A half with all its weights on the device: every tensor that it asks for is made up, until nothing is missing. */
    <M> M load(PtNDManager manager, Script script, Maker<M> maker) throws IOException {
        Script casts = Weights.casts(manager);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        while (true) {
            try {
                maker.make(config(), script, weights(manager, casts, shapes, -1));
                return maker.make(config(), script, weights(manager, casts, shapes, Long.MAX_VALUE));
            } catch (GenerationException missing) {
                List<Object> told = missing.explanation().arguments();
                shapes.put((String) told.get(1), (Shape) told.get(2));
            }
        }
    }

    private static Weights weights(PtNDManager manager, Script casts, Map<String, Shape> shapes, long room) {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        shapes.forEach((name, shape) -> made.data(name, new Scaled(shape)));
        Checkpoint checkpoint = made.build();
        return new Weights(manager, checkpoint, casts, new Residency(DType.F32, room, true), Cancellation.NEVER);
    }

    /** Values of the size that keeps what goes through a layer about as large as it was. */
    private record Scaled(Shape shape) implements TensorData {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public MemorySegment bytes(Arena arena) {
            float[] values = new float[Math.toIntExact(shape.elements())];
            Random random = new Random(shape.hashCode());
            double size = 1 / Math.sqrt(shape.elements() / (double) shape.size(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((random.nextFloat() - 0.5) * size);
            }
            return MemorySegment.ofArray(values);
        }
    }
}

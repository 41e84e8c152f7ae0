package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tiny pipeline with random weights and what diffusers computes with it. */
public final class Reference implements AutoCloseable {

    public static final String PROMPT = "a red circle moving left on a black background";
    public static final long SEED = 1237;

    private final Path folder;
    private final Checkpoint golden;

    /** {@code cogvideox-5b} or {@code cogvideox-2b}. */
    public Reference(String variant) {
        try {
            this.folder = Path.of(Reference.class.getResource("/reference/pipelines/" + variant).toURI());
            this.golden = opener().open(folder.resolve("golden.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public static CheckpointOpener opener() {
        return TestOpener.OPENER;
    }

    public TensorData tensor(String name) {
        return golden.tensor(name).orElseThrow().data();
    }

    public Shape shape(String name) {
        return tensor(name).shape();
    }

    public float[] floats(String name) {
        try {
            return tensor(name).toFloats();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long[] longs(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return tensor(name).bytes(arena).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of the whole runs in the reference. */
    public GenerationRequest request(SchedulerKind scheduler, AppliedAdapter... adapters) {
        boolean dynamic = scheduler == SchedulerKind.DPM;
        return new GenerationRequest(PROMPT, "", SEED, 4, 9, 32, 48, 6, dynamic, scheduler.id(), List.of(adapters));
    }

    /** {@code style} (rank 4, alpha 8) or {@code motion} (rank 2, no alpha). */
    public AppliedAdapter adapter(String name, double strength) {
        try {
            // Stays open: the deltas read from its mapping.
            Checkpoint file = opener().open(folder.resolve("lora-" + name + ".safetensors"));
            double scale = file.metadata().getOrDefault("lora_adapter_metadata", "").contains("\"transformer.lora_alpha\": 8") ? 8 / 4.0
                    : 1;
            List<TensorShare> shares = new ArrayList<>();
            for (String key : file.tensors().keySet()) {
                if (key.endsWith(".lora_A.weight")) {
                    String up = key.replace(".lora_A.", ".lora_B.");
                    String module = key.substring("transformer.".length(), key.length() - ".lora_A.weight".length());
                    shares.add(pair(module, file.tensors().get(key).data(), file.tensors().get(up).data(), scale));
                }
            }
            return new AppliedAdapter(name, shares, strength);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The change of a linear layer by a low-rank pair. */
    static TensorShare pair(String module, TensorData down, TensorData up, double scale) {
        Map<Part, NamedData> parts = Map.of(
                Part.DOWN, new NamedData(module + ".lora_A.weight", down), Part.UP, new NamedData(module + ".lora_B.weight", up));
        LayerParts layer = new LayerParts(module, Algorithm.LORA, parts, scale, Optional.empty());
        return new TensorShare(module + ".weight", new LayerShare(layer, 1));
    }

    /** Largest difference over the largest expected magnitude; printed, so that a log shows how far inside the limit it is. */
    public static double error(String what, float[] found, float[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            // NaN must not pass for a small difference.
            difference = Float.isNaN(found[i]) ? Double.POSITIVE_INFINITY : Math.max(difference, Math.abs((double) found[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        System.getLogger(Reference.class.getName())
                .log(System.Logger.Level.INFO, "%s: relative error %.1e".formatted(what, difference / largest));
        return difference / largest;
    }

    @Override
    public void close() throws IOException {
        golden.close();
    }
}

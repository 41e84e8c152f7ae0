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
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A tiny pipeline with random weights and what diffusers computes with it. */
public final class Reference implements AutoCloseable {

    public static final String PROMPT = "a red circle moving left on a black background";
    public static final long SEED = 1237;

    private final Path folder;
    private final Checkpoint golden;
    private final Checkpoint common;

    /** {@code cogvideox-2b}, {@code -5b}, {@code -1.5-5b}, {@code -5b-i2v} or {@code -1.5-5b-i2v}. */
    public Reference(String variant) {
        try {
            this.folder = whole(variant);
            this.golden = opener().open(folder.resolve("golden.safetensors"));
            // Text encoder and autoencoder have the same weights in all variants, so their numbers are kept once.
            this.common = opener().open(resource("cogvideox-5b").resolve("golden.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The variants have text encoder and autoencoder in common; only one has a copy of them. */
    private static Path whole(String variant) throws IOException, URISyntaxException {
        Path own = resource(variant);
        if (Files.isDirectory(own.resolve("tokenizer"))) {
            return own;
        }
        Path common = resource("cogvideox-5b");
        Path whole = Files.createTempDirectory("reference");
        for (Path from : List.of(common.resolve("tokenizer"), common.resolve("text_encoder"), common.resolve("vae"), own)) {
            Path to = whole.resolve(from.equals(own) ? "" : from.getFileName().toString());
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        whole.toFile().deleteOnExit();
        return whole;
    }

    private static Path resource(String variant) throws URISyntaxException {
        return Path.of(Reference.class.getResource("/reference/pipelines/" + variant).toURI());
    }

    public Path folder() {
        return folder;
    }

    public static CheckpointOpener opener() {
        return TestOpener.OPENER;
    }

    public TensorData tensor(String name) {
        return golden.tensor(name).or(() -> common.tensor(name)).orElseThrow().data();
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
        GenerationRequest request =
                new GenerationRequest(PROMPT, "", SEED, 4, 9, 32, 48, 6, dynamic, scheduler.id(), List.of(adapters));
        return image().map(request::from).orElse(request);
    }

    /** The image of the whole runs, if the variant takes one. */
    public Optional<Pixels> image() {
        return golden.tensor("pipeline.image_rgb").map(tensor -> {
            try (Arena arena = Arena.ofConfined()) {
                return new Pixels(48, 32, tensor.data().bytes(arena).toArray(ValueLayout.JAVA_BYTE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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
    public static TensorShare pair(String module, TensorData down, TensorData up, double scale) {
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
        common.close();
    }
}

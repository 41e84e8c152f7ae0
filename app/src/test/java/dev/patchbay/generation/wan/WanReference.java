package dev.patchbay.generation.wan;

import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.cogvideox.Reference;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A tiny Wan pipeline with random weights and what diffusers computes with it. What variants have in common is kept once. */
public final class WanReference implements AutoCloseable {

    /** Where what a variant does not have lies, in this order. */
    private static final Map<String, List<String>> COMMON = Map.of(
            "wan2.1-t2v-1.3b", List.of(),
            "wan2.2-t2v-a14b", List.of("wan2.1-t2v-1.3b"),
            "wan2.2-i2v-a14b", List.of("wan2.1-t2v-1.3b"),
            "wan2.2-ti2v-5b", List.of("wan2.1-t2v-1.3b"),
            "wan2.2-ti2v-5b-image", List.of("wan2.2-ti2v-5b", "wan2.1-t2v-1.3b"));

    public static final String PROMPT = "a red circle moving left on a black background";
    public static final long SEED = 1237;

    private final String variant;
    private final Path folder;
    private final List<Checkpoint> golden = new ArrayList<>();

    /** {@code wan2.1-t2v-1.3b}, {@code wan2.2-t2v-a14b}, {@code wan2.2-i2v-a14b}, {@code wan2.2-ti2v-5b} or {@code …-image}. */
    public WanReference(String variant) {
        this.variant = variant;
        List<String> sources = new ArrayList<>(List.of(variant));
        sources.addAll(Objects.requireNonNull(COMMON.get(variant)));
        try {
            this.folder = Files.createTempDirectory("wan");
            for (String source : sources.reversed()) {
                copy(resource(source), folder);
            }
            for (String source : sources) {
                golden.add(TestOpener.OPENER.open(resource(source).resolve("golden.safetensors")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path resource(String variant) {
        try {
            return Path.of(Objects.requireNonNull(WanReference.class.getResource("/reference/pipelines/" + variant)).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The pipeline folder. */
    public Path folder() {
        return folder;
    }

    /** A tensor of {@code golden.safetensors}. */
    public TensorData tensor(String name) {
        return golden.stream().flatMap(file -> file.tensor(name).stream()).findFirst().orElseThrow().data();
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
    public GenerationRequest request(String sampler, AppliedAdapter... adapters) {
        boolean large = variant.contains("ti2v");
        GenerationRequest request = new GenerationRequest(
                PROMPT, "blurry", SEED, 4, 9, large ? 64 : 32, large ? 96 : 48, 5, false, sampler, List.of(adapters));
        OptionalDouble low = variant.contains("a14b") ? OptionalDouble.of(3.5) : OptionalDouble.empty();
        GenerationRequest guided = request.with(new GenerationRequest.Flow(low, OptionalDouble.empty()));
        return image().map(guided::from).orElse(guided);
    }

    /** The image of the whole runs, if the variant was given one. */
    public Optional<Pixels> image() {
        return golden.getFirst().tensor("pipeline.image_rgb").map(tensor -> {
            try (Arena arena = Arena.ofConfined()) {
                int height = Math.toIntExact(tensor.data().shape().size(0));
                int width = Math.toIntExact(tensor.data().shape().size(1));
                return new Pixels(width, height, tensor.data().bytes(arena).toArray(ValueLayout.JAVA_BYTE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** {@code style} (rank 4, alpha 8) or {@code motion} (rank 2, no alpha), for each expert the file that is made for it. */
    public AppliedAdapter[] adapter(String name, double strength) {
        if (!variant.contains("a14b")) {
            return new AppliedAdapter[] {adapter(name + "-1", strength, AppliedAdapter.Expert.BOTH)};
        }
        return new AppliedAdapter[] {
            adapter(name + "-1", strength, AppliedAdapter.Expert.HIGH_NOISE),
            adapter(name + "-2", strength, AppliedAdapter.Expert.LOW_NOISE)
        };
    }

    private AppliedAdapter adapter(String name, double strength, AppliedAdapter.Expert expert) {
        try {
            // Stays open: the deltas read from its mapping.
            Checkpoint file = TestOpener.OPENER.open(folder.resolve("lora-" + name + ".safetensors"));
            double scale = file.metadata().getOrDefault("lora_adapter_metadata", "").contains("lora_alpha\": 8") ? 8 / 4.0 : 1;
            List<TensorShare> shares = new ArrayList<>();
            for (String key : file.tensors().keySet()) {
                if (key.endsWith(".lora_A.weight")) {
                    String up = key.replace(".lora_A.", ".lora_B.");
                    String module = key.substring(key.indexOf('.') + 1, key.length() - ".lora_A.weight".length());
                    shares.add(Reference.pair(module, file.tensors().get(key).data(), file.tensors().get(up).data(), scale));
                }
            }
            return new AppliedAdapter(name, shares, strength, expert);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Checkpoint each : golden) {
            each.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}

package dev.patchbay.generation.wan;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
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

    private final Path folder;
    private final List<Checkpoint> golden = new ArrayList<>();

    /** {@code wan2.1-t2v-1.3b}, {@code wan2.2-t2v-a14b}, {@code wan2.2-i2v-a14b}, {@code wan2.2-ti2v-5b} or {@code …-image}. */
    public WanReference(String variant) {
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

package dev.patchbay.files.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptNumbersTest {

    private static final List<float[]> NUMBERS = List.of(new float[] {1, Float.NaN, -0f}, new float[0], new float[] {7});

    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("kept");
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList().getFirst();
        }
    }

    @Test
    void whatIsKeptComesBackToTheLastBitForItsKeyOnly() {
        KeptNumbers kept = new KeptNumbers(folder(), 10_000);
        assertThat(kept.get("a cat")).isEmpty();
        assertThat(kept.put("a cat", NUMBERS)).isTrue();
        List<float[]> back = new KeptNumbers(folder(), 10_000).get("a cat").orElseThrow();
        assertThat(back).hasSameSizeAs(NUMBERS);
        for (int i = 0; i < back.size(); i++) {
            assertThat(back.get(i)).isEqualTo(NUMBERS.get(i));
        }
        assertThat(kept.get("a dog")).isEmpty();
    }

    @Test
    void aFileThatLostOrChangedAByteIsGivenUp() throws IOException {
        KeptNumbers kept = new KeptNumbers(folder(), 10_000);
        kept.put("a cat", NUMBERS);
        byte[] whole = Files.readAllBytes(only());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(only(), changed);
            assertThat(kept.get("a cat")).as("byte " + at).isEmpty();
            kept.put("a cat", NUMBERS);
        }
        Files.write(only(), Arrays.copyOf(whole, whole.length / 2));
        assertThat(kept.get("a cat")).isEmpty();
        assertThat(folder()).isEmptyDirectory();
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws IOException {
        KeptNumbers kept = new KeptNumbers(folder(), 1000);
        kept.put("old", List.of(new float[80]));
        age(only());
        kept.put("new", List.of(new float[80]));
        kept.put("newest", List.of(new float[80]));
        assertThat(kept.get("old")).isEmpty();
        assertThat(kept.get("new")).isPresent();
        assertThat(kept.get("newest")).isPresent();
        assertThat(kept.put("too large", List.of(new float[300]))).isFalse();
        assertThat(kept.get("new")).as("nothing was given up for it").isPresent();
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    }

    @Test
    void aFolderThatCannotBeMadeKeepsNothing() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        KeptNumbers kept = new KeptNumbers(file.resolve("kept"), 1000);
        assertThat(kept.put("a cat", NUMBERS)).isFalse();
        assertThat(kept.get("a cat")).isEmpty();
    }
}

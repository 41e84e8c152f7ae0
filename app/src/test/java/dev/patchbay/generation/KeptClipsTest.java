package dev.patchbay.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptClipsTest {

    private static final GenerationPlan PLAN = new GenerationPlan("cpu", DType.F32, true, false, List.of(), 1 << 30, 10);

    @TempDir
    private Path folder;

    private KeptClips clips() {
        return new KeptClips(new KeptNumbers(folder, 1 << 20), "1.0");
    }

    private static GenerationRequest request(String prompt, long seed) {
        return new GenerationRequest(prompt, "", seed, 2, 5, 8, 16, 6, false, "ddim", List.of());
    }

    private static Clip clip() {
        float[] frames = new float[5 * 3 * 8 * 16];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = i / 2000f;
        }
        List<float[]> latents = List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8});
        Clip.Seconds seconds = new Clip.Seconds(0.5, List.of(0.25, 0.75), 1.5);
        return new Clip(frames, Shape.of(5, 3, 8, 16), latents, Shape.of(1, 2, 1, 1, 2), 8, seconds, List.of());
    }

    @Test
    void aClipIsThereAgainBitForBitAfterARestart() {
        String key = clips().key("model", PLAN, request("a cat", 3));
        clips().put(key, clip());
        Clip found = clips().get(key).orElseThrow();
        assertThat(found.frames()).containsExactly(clip().frames());
        assertThat(found.latents()).usingRecursiveFieldByFieldElementComparator().isEqualTo(clip().latents());
        assertThat(found).usingRecursiveComparison().isEqualTo(clip());
        assertThat(clips().get(clips().key("model", PLAN, request("a dog", 3)))).isEmpty();
    }

    @Test
    void everythingThatDeterminesAClipIsPartOfItsKey() {
        Set<String> keys = new HashSet<>();
        GenerationRequest request = request("a cat", 3);
        Pixels image = new Pixels(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        keys.add(clips().key("model", PLAN, request));
        keys.add(clips().key("another", PLAN, request));
        keys.add(clips().key("model", new GenerationPlan("cuda:0", DType.F32, true, false, List.of(), 1, 10), request));
        keys.add(clips().key("model", new GenerationPlan("cpu", DType.BF16, true, false, List.of(), 1, 10), request));
        keys.add(clips().key("model", new GenerationPlan("cpu", DType.F32, true, true, List.of(), 1, 10), request));
        keys.add(clips().key("model", PLAN, request("a cat", 4)));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 3, 5, 8, 16, 6, false, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 2, 9, 8, 16, 6, false, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 2, 5, 16, 8, 6, false, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 2, 5, 8, 16, 5, false, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 2, 5, 8, 16, 6, true, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a cat", "", 3, 2, 5, 8, 16, 6, false, "dpm", List.of())));
        keys.add(clips().key("model", PLAN, new GenerationRequest("a c", "at", 3, 2, 5, 8, 16, 6, false, "ddim", List.of())));
        keys.add(clips().key("model", PLAN, request.from(image)));
        keys.add(new KeptClips(new KeptNumbers(folder, 10), "1.1").key("model", PLAN, request));
        assertThat(keys).hasSize(15);
    }

    @Test
    void whatIsBrokenOnDiskIsAsGoodAsNone() throws IOException {
        String key = clips().key("model", PLAN, request("a cat", 3));
        long size;
        clips().put(key, clip());
        size = Files.size(file());
        for (long at = 0; at < size; at += 97) {
            clips().put(key, clip());
            try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
                bytes.seek(at);
                int old = bytes.read();
                bytes.seek(at);
                bytes.write(old ^ 0x40);
            }
            assertThat(clips().get(key)).as("byte %d", at).isEmpty();
        }
        clips().put(key, clip());
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(size / 2);
        }
        assertThat(clips().get(key)).isEmpty();
    }

    @Test
    void whoseNumbersMakeNoClipIsNone() {
        KeptNumbers numbers = new KeptNumbers(folder, 1 << 20);
        numbers.put("key", List.of(new float[] {5, 3, 8, 16, 1, 2, 1, 1, 2, 8, 2, 0, 0}, new float[7]));
        assertThat(clips().get("key")).isEmpty();
        numbers.put("key", List.of(new float[3], new float[7]));
        assertThat(clips().get("key")).isEmpty();
    }

    @Test
    void theLeastRecentlyUsedGoesWhenThereIsNoMoreRoom() throws IOException {
        KeptClips small = new KeptClips(new KeptNumbers(folder, 20_000), "1.0");
        small.put("first", clip());
        small.put("second", clip());
        Files.setLastModifiedTime(file(), java.nio.file.attribute.FileTime.fromMillis(0));
        small.put("third", clip());
        assertThat(Stream.of("first", "second", "third").map(small::get).filter(Optional::isPresent)).hasSize(2);
        assertThat(small.get("third")).isPresent();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }
}

package dev.patchbay.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Allocations;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GGUF files that are broken, or made to do harm. */
class GgufHostileTest {

    @TempDir
    private Path folder;

    private void refused(GgufFile file, String sentence) throws IOException {
        Refusal.expect(file.write(folder.resolve("bad.gguf")), sentence);
    }

    private static GgufFile oneTensor() {
        return new GgufFile().start(3, 1, 0);
    }

    @Test
    void versionsNobodyKnows() throws IOException {
        refused(new GgufFile().start(1, 0, 0), "this is GGUF version 1; Patchbay reads versions 2 and 3.");
        refused(new GgufFile().start(0x03000000, 0, 0),
                "this GGUF file is big-endian, which Patchbay does not read; convert it to little-endian.");
    }

    @Test
    void aFileThatEndsTooSoon() throws IOException {
        refused(new GgufFile().raw("GGUF".getBytes()),
                "at byte 4 the header asks for 4 bytes, but only 0 follow; the file was cut off or is damaged.");
    }

    @Test
    void countsThatLie() throws IOException {
        refused(new GgufFile().start(3, -1, 0), "the header claims 18446744073709551615 tensors; no more than 1000000 are read.");
        refused(new GgufFile().start(3, 0, 1L << 40), "the header claims 1099511627776 key-values; no more than 1000000 are read.");
        refused(new GgufFile().start(3, 900_000, 0),
                "at byte 24 the header asks for 8 bytes, but only 0 follow; the file was cut off or is damaged.");
    }

    @Test
    void textsLongerThanTheFile() throws IOException {
        refused(
                new GgufFile().start(3, 0, 1).int64(Long.MAX_VALUE),
                "at byte 32 the header asks for 9223372036854775807 bytes, but only 0 follow; the file was cut off or is damaged.");
        refused(
                oneTensor().int64(-5).raw(new byte[8]),
                "at byte 32 the header asks for 18446744073709551611 bytes, but only 8 follow; the file was cut off or is damaged.");
        refused(oneTensor().int64(1).raw((byte) 0xff), "the text at byte 24 is not UTF-8; the file is damaged.");
    }

    @Test
    void endlessLists() throws IOException {
        GgufFile numbers = new GgufFile().start(3, 0, 1).text("k").int32(9).int32(10).int64(Long.MAX_VALUE / 4);
        refused(numbers, "at byte 49 the header asks for 2305843009213693951 bytes, but only 0 follow; the file was cut off or is "
                + "damaged.");
        GgufFile texts = new GgufFile().start(3, 0, 1).text("k").int32(9).int32(8).int64(-1).raw(new byte[1 << 20]);
        refused(texts, "at byte 1048625 the header asks for 8 bytes, but only 0 follow; the file was cut off or is damaged.");
        GgufFile deep = new GgufFile().start(3, 0, 1).text("k").int32(9);
        for (int i = 0; i < 5000; i++) {
            deep.int32(9).int64(1);
        }
        refused(deep, "the value of k nests its lists more than 128 deep; such a file is not read.");
        refused(
                new GgufFile().start(3, 0, 1).text("k").int32(9).int32(77).int64(100),
                "the value of k has the unknown type 77; the file is damaged or newer than Patchbay.");
    }

    @Test
    void aHeaderOverTheLimit() throws IOException {
        Path file = new GgufFile().start(3, 0, 1).value("k", "x".repeat(500)).write(folder.resolve("long.gguf"));
        Refusal.expect(TestOpener.with(new ReadLimits(200, 4, 1, 1, 1)), file,
                file + ": the header is longer than 200 bytes; such a file is not read.");
    }

    @Test
    void keysAndTensorsThatComeTwice() throws IOException {
        refused(new GgufFile().start(3, 0, 2).value("k", "a").value("k", "b"), "the key k is there twice.");
        refused(new GgufFile().start(3, 2, 0).tensor("w", 0, 0, 1).tensor("w", 0, 32, 1), "the header names tensor w twice.");
    }

    @Test
    void impossibleShapes() throws IOException {
        refused(oneTensor().tensor("w", 0, 0, 1, -1), "tensor w has the impossible shape [-1, 1].");
        refused(oneTensor().tensor("w", 0, 0, 1L << 32, 1L << 32), "tensor w has the impossible shape [4294967296, 4294967296].");
        refused(oneTensor().tensor("w", 28, 0, 1L << 62), "tensor w has the impossible shape [4611686018427387904].");
        refused(oneTensor().text("w").int32(99), "tensor w claims 99 dimensions; GGUF has no more than 4.");
        refused(oneTensor().tensor("w", 12, 0, 128, 2),
                "tensor w has shape [2, 128], whose rows do not fill blocks of 256 elements as Q4_K needs.");
        refused(oneTensor().tensor("w", 5, 0, 32), "tensor w has the unknown type 5; the file is damaged or newer than Patchbay.");
    }

    @Test
    void offsetsOutOfRange() throws IOException {
        refused(
                oneTensor().tensor("w", 0, 32, 2).align(32).raw(new byte[36]),
                "tensor w claims bytes 32 to 40 of the data, but the file has only 36; it was cut off or is damaged.");
        refused(
                oneTensor().tensor("w", 0, 1L << 62, 2),
                "tensor w claims bytes 4611686018427387904 to 4611686018427387912 of the data, but the file has only 0; it was cut off "
                        + "or is damaged.");
        refused(oneTensor().tensor("w", 0, Long.MAX_VALUE - 31, 1L << 20), "tensor w has the impossible shape [1048576].");
        refused(oneTensor().tensor("w", 0, 4, 2), "tensor w claims to begin at byte 4 of the data, which is not a multiple of 32.");
        refused(
                new GgufFile().start(3, 2, 0).tensor("w", 0, 0, 9).tensor("v", 0, 32, 1).align(32).raw(new byte[64]),
                "the bytes of tensors w and v overlap.");
    }

    @Test
    void strangeAlignments() throws IOException {
        for (int alignment : new int[] {0, 3, -1}) {
            refused(
                    new GgufFile().start(3, 0, 1).text("general.alignment").int32(4).int32(alignment),
                    "general.alignment is \"" + Integer.toUnsignedString(alignment) + "\", not a power of two up to 2^30.");
        }
    }

    /**
     * Whatever bytes change, a file opens or is refused in words, and no number in it makes the reader reserve more than a little memory.
     */
    @Property(tries = 400)
    void damagedFilesNeverCrash(@ForAll long seed) throws IOException {
        GgufFile file = new GgufFile().start(3, 2, 2).value("a", "b").text("l").int32(9).int32(8).int64(2).text("x").text("y");
        byte[] content = file.tensor("w", 0, 0, 4, 2).tensor("v", 8, 32, 32).align(32).raw(new byte[66]).content();
        Random random = new Random(seed);
        for (int i = random.nextInt(4); i >= 0; i--) {
            content[random.nextInt(content.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
        Path damaged = Files.createTempFile("damaged", ".gguf");
        try {
            Files.write(damaged,
                    Arrays.copyOf(content, content.length - (random.nextInt(3) == 0 ? random.nextInt(content.length - 4) : 0)));
            assertThat(Allocations.of(() -> openOrRefuse(damaged))).isLessThan(16 << 20);
        } finally {
            Files.delete(damaged);
        }
    }

    private static void openOrRefuse(Path damaged) throws IOException {
        if (new GgufReader().matches(damaged)) {
            try {
                new GgufReader().open(damaged, TestOpener.OPENER).close();
            } catch (CheckpointException refused) {
                assertThat(refused).hasMessageContaining(damaged.toString());
            }
        }
    }
}

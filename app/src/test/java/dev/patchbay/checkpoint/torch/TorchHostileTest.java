package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TorchHostileTest {

    private static final Path SAT_LORA =
            Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora/1000/mp_rank_00_model_states.pt");
    private static final byte[] SIX_BYTES = new byte[6];
    private static final int END_RECORD = 22;

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SAT_LORA);
        String sentence = "the directory at the end of the zip archive is missing; the file was cut off.";
        Refusal.expect(write(Arrays.copyOf(whole, whole.length - 1)), sentence);
        Refusal.expect(write(Arrays.copyOf(whole, whole.length / 2)), sentence);
        Refusal.expect(write(Arrays.copyOf(whole, 10)), sentence);
    }

    @Test
    void aCutOffDirectoryIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(sensible());
        ByteBuffer buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(whole.length - END_RECORD + 16);
        byte[] cut = new byte[directory + END_RECORD + 20];
        System.arraycopy(whole, 0, cut, 0, directory + 20);
        System.arraycopy(whole, whole.length - END_RECORD, cut, directory + 20, END_RECORD);
        Refusal.expect(write(cut), "the directory of the zip archive is damaged at byte " + directory + ".");
    }

    @Test
    void aDirectoryThatContradictsTheFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(sensible());
        ByteBuffer buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(whole.length - END_RECORD + 16);
        buffer.putInt(directory + 20, 1_000_000).putInt(directory + 24, 1_000_000);
        Refusal.expect(write(whole), "the zip entry archive/data.pkl lies outside the file; the archive is damaged.");
        buffer.putInt(directory + 24, 5);
        Refusal.expect(write(whole), "the directory of the zip archive is damaged at byte " + directory + ".");
        buffer.putShort(whole.length - END_RECORD + 10, (short) 0xffff);
        Refusal.expect(write(whole), "the directory of the zip archive is damaged at byte " + (whole.length - END_RECORD) + ".");
    }

    @Test
    void moreEntriesThanTheLimitAreRefused() throws IOException {
        Path file = sensible();
        Refusal.expect(
                TestOpener.with(new ReadLimits(1_000, 10, 2, 1_000, 1_000)),
                file,
                file + ": the zip archive claims 3 entries; no more than 2 are read.");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        byte[] pickle = PickleBuilder.start().raw('N').end();
        Path file = folder.resolve("twice.pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", pickle).stored("archive/data/0", SIX_BYTES).stored("archive/data/1", SIX_BYTES);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("archive/data/1", "archive/data/0");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        Refusal.expect(file, "the zip entry archive/data/0 is there twice; the archive is damaged.");
    }

    @Test
    void otherZipArchivesAreRefused() throws IOException {
        Path other = folder.resolve("other.zip");
        try (TorchFile torch = TorchFile.create(other)) {
            torch.stored("readme.txt", SIX_BYTES).stored("deep/down/data.pkl", SIX_BYTES);
        }
        Refusal.expect(other, "this zip archive has no data.pkl, so it is not a torch checkpoint.");
        Path script = folder.resolve("script.pt");
        try (TorchFile torch = TorchFile.create(script)) {
            torch.stored("model/data.pkl", SIX_BYTES).stored("model/constants.pkl", SIX_BYTES);
        }
        Refusal.expect(script, "this is a TorchScript program, not a checkpoint; save its state_dict() in Python and open that.");
    }

    @Test
    void compressedEntriesAreRefused() throws IOException {
        String sentence = " is compressed or encrypted, which torch.save never does; load the file in Python and save it again.";
        Path pickle = folder.resolve("pickle.pt");
        try (TorchFile torch = TorchFile.create(pickle)) {
            torch.compressed("archive/data.pkl", oneTensor(longs(6), longs(1)).end()).stored("archive/data/0", SIX_BYTES);
        }
        Refusal.expect(pickle, "the zip entry archive/data.pkl" + sentence);
        Path storage = folder.resolve("storage.pt");
        try (TorchFile torch = TorchFile.create(storage)) {
            torch.stored("archive/data.pkl", oneTensor(longs(6), longs(1)).end()).compressed("archive/data/0", SIX_BYTES);
        }
        Refusal.expect(storage, "the zip entry archive/data/0" + sentence);
    }

    @Test
    void anUnknownByteOrderIsRefused() throws IOException {
        Path file = folder.resolve("middle.pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", oneTensor(longs(6), longs(1)).end());
            torch.stored("archive/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
        }
        Refusal.expect(file, "the entry \"byteorder\" says neither \"little\" nor \"big\"; the archive is damaged.");
    }

    @Test
    void tensorsThatDoNotFitTheArchiveAreRefused() throws IOException {
        refuses(oneTensor(longs(7), longs(1)), "tensor w needs 7 bytes of the storage 0, which has only 6; the file is damaged.");
        refuses(oneTensor(longs(2, 3), longs(4, 1)), "tensor w needs 7 bytes of the storage 0, which has only 6; the file is damaged.");
        String badShape = "size, strides and offset of tensor w do not go together; the file is damaged.";
        refuses(oneTensor(longs(6), longs()), badShape);
        refuses(oneTensor(longs(-6), longs(1)), badShape);
        refuses(oneTensor(longs(6), longs(-1)), badShape);
        refuses(oneTensor(new long[65], new long[65]), badShape);
        refuses(
                oneTensor(longs(1L << 40, 1L << 40), longs(0, 0)),
                "tensor w has shape [1099511627776, 1099511627776], which U8 elements cannot fill.");
        refuses(
                oneTensor(longs(1L << 40), longs(0)),
                "tensor w of shape [1099511627776] would blow 6 stored bytes up to 1099511627776; such a file is not read.");
        refuses(
                PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "../../secret", 0, longs(6), longs(1)).raw('s'),
                "tensor w lies in the storage ../../secret, which is not in the archive.");
        refuses(
                PickleBuilder.start().raw('}').text("w").tensor("QInt8Storage", "0", 0, longs(6), longs(1)).raw('s'),
                "tensor w has the element type torch.QInt8Storage, which Patchbay does not read.");
        refuses(PickleBuilder.start().raw('}'), "the pickle holds no state dict with tensors.");
        refuses(
                PickleBuilder.start().global("torch._utils", "_rebuild_tensor_v2").raw('N', 0x85, 'R'),
                "torch._utils._rebuild_tensor_v2 is called at byte 37 of the pickle with arguments it does not take; the file is damaged.");
    }

    @Test
    void twoTensorsOfOneNameAreRefused() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("a.b").tensor("ByteStorage", "0", 0, longs(6), longs(1));
        pickle.text("a").raw('}').text("b").tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s', 'u');
        refuses(pickle, "two tensors have the same name a.b.");
    }

    @Test
    @Timeout(20)
    void aStateDictThatContainsItselfIsRefused() throws IOException {
        refuses(
                PickleBuilder.start().raw('}', 'q', 0).text("again").raw('h', 0, 's'),
                "the state dict is nested more than 128 deep; such a file is not read.");
    }

    @Test
    @Timeout(20)
    void sharedPartsThatMultiplyAreRefused() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("x").number(1).raw('s');
        for (int i = 0; i < 22; i++) {
            pickle.raw('q', i, '0', '}', '(').text("l").raw('h', i).text("r").raw('h', i, 'u');
        }
        refuses(pickle, "the pickle leads to more than 2000000 values; such a file is not read.");
    }

    @Test
    @Timeout(20)
    void namesThatGrowWithoutEndAreRefused() throws IOException {
        String longKey = "k".repeat(100_000);
        PickleBuilder pickle = PickleBuilder.start().raw('}').text(longKey).tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s');
        for (int i = 0; i < 20; i++) {
            pickle.raw('q', i, '0', '}', '(').text("left").raw('h', i).text("right").raw('h', i, 'u');
        }
        refuses(pickle, "the names of the tensors are longer than 100000000 characters together; such a file is not read.");
    }

    @Property(tries = 300)
    void aDamagedFileIsReadOrRefusedButNeverBreaksTheReader(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = Files.createTempFile("damaged", ".pt");
        PickleBuilder pickle = oneTensor(longs(2, 3), longs(1, 2));
        byte[] bytes = Files.readAllBytes(TorchFile.write(file, pickle.end(), SIX_BYTES));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(Files.write(file, bytes))) {
            checkpoint.tensors().values().forEach(tensor -> assertThat(tensor.info().bytes()).isNotNegative());
        } catch (CheckpointException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
        } finally {
            Files.delete(file);
        }
    }

    private Path sensible() throws IOException {
        return TorchFile.write(folder.resolve("sensible.pt"), oneTensor(longs(6), longs(1)).end(), SIX_BYTES);
    }

    private static PickleBuilder oneTensor(long[] sizes, long[] strides) {
        return PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", 0, sizes, strides).raw('s');
    }

    private void refuses(PickleBuilder pickle, String sentence) throws IOException {
        Refusal.expect(TorchFile.write(folder.resolve("test.pt"), pickle.end(), SIX_BYTES), sentence);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("test.pt"), bytes);
    }

    private static long[] longs(long... numbers) {
        return numbers;
    }
}

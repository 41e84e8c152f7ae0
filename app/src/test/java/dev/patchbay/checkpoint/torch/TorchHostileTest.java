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
    void bytesBehindTheArchiveDoNoHarm() throws IOException {
        byte[] whole = Files.readAllBytes(SAT_LORA);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(write(Arrays.copyOf(whole, whole.length + 4096)))) {
            assertThat(checkpoint.tensors()).hasSize(802);
        }
    }

    @Test
    void aProgramOfTorchExportIsExplained() throws IOException {
        Path file = folder.resolve("program.pt2");
        TorchFile.create(file).stored("program/archive_format", new byte[] {'p', 't', '2'}).close();
        Refusal.expect(file, "this is a program of torch.export, and no checkpoint; "
                + "ask its author for a safetensors file of its state dict.");
    }

    @Test
    void longListsOfNamesAreNotSearchedForEachTensor() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("param_shapes").raw(']').text("buffer_names").raw(']', '(');
        for (int i = 0; i < 60_000; i++) {
            pickle.text("b" + i);
        }
        pickle.raw('e').text("module").raw('}', '(').text("first").tensor("ByteStorage", "0", 0, new long[] {0}, new long[] {1})
                .raw('q', 0);
        for (int i = 0; i < 60_000; i++) {
            pickle.text("w" + i).raw('h', 0);
        }
        Refusal.expect(
                TorchFile.write(folder.resolve("names.pt"), pickle.raw('u', 'u').end(), SIX_BYTES),
                "the weights are split over several files (DeepSpeed ZeRO-3) and this one holds none of them; join them with "
                        + "zero_to_fp32.py, which DeepSpeed leaves beside the checkpoint, and open what it writes.");
    }

    @Test
    void aModuleThatIsNamedManyTimesIsNotReadManyTimes() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("m").global("__main__", "Net").raw(')', 0x81, 'q', 0, '}', '(');
        pickle.text("_buffers").raw('}', '(');
        for (int i = 0; i < 10_000; i++) {
            pickle.number(i).raw('N');
        }
        pickle.raw('u').text("_non_persistent_buffers_set").raw(']', '(');
        for (int i = 0; i < 10_000; i++) {
            pickle.number(i);
        }
        pickle.raw('e').text("_parameters").raw('}').text("_modules").raw('}', 'u', 'b').text("list").raw(']', '(');
        for (int i = 0; i < 100_000; i++) {
            pickle.raw('h', 0);
        }
        Refusal.expect(
                TorchFile.write(folder.resolve("modules.pt"), pickle.raw('e', 'u').end(), SIX_BYTES),
                "the pickle leads to more than 2000000 values; such a file is not read. "
                + "In Python, opening this file would run __main__.Net: do not load it there.");
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
    void anUnknownByteOrderIsRefused() throws IOException {
        Path file = folder.resolve("middle.pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", oneTensor(longs(6), longs(1)).end());
            torch.stored("archive/byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
        }
        Refusal.expect(file, "the entry \"byteorder\" says neither \"little\" nor \"big\"; the archive is damaged.");
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

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("test.pt"), bytes);
    }

    private static long[] longs(long... numbers) {
        return numbers;
    }
}

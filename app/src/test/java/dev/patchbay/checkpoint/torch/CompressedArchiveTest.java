package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of {@code torch.save} that somebody unpacked and zipped again; {@code torch.load} reads them too. */
class CompressedArchiveTest {

    private static final Path ORIGINAL = Path.of("src/test/resources/checkpoints/zip.pt");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aFileThatWasZippedAgainHoldsTheSameTensors() throws IOException {
        Path again = zipAgain();
        try (Checkpoint original = TestOpener.OPENER.open(ORIGINAL);
                Checkpoint checkpoint = TestOpener.OPENER.open(again)) {
            assertThat(checkpoint.infos()).isEqualTo(original.infos());
            for (String name : new String[] {"half", "transposed", "row", "parameter", "scalar", "empty"}) {
                float[] expected = original.tensor(name).orElseThrow().data().toFloats();
                assertThat(checkpoint.tensor(name).orElseThrow().data().toFloats()).as(name).containsExactly(expected);
            }
        }
    }

    @Test
    void aPartOfALongStorageIsUnpackedAlone() throws IOException {
        byte[] storage = new byte[300_000];
        new Random(1).nextBytes(storage);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(write(storage, 200_000, 2, 70_000))) {
            float[] values = checkpoint.tensor("w").orElseThrow().data().toFloats();
            assertThat(values).containsExactly(storage[200_000] & 0xff, storage[270_000] & 0xff);
        }
    }

    @Test
    void howFarAnArchiveMayGrowIsALimit() throws IOException {
        Path file = write(new byte[5_000], 0, 2, 1);
        TestOpener.OPENER.open(file).close();
        ReadLimits strict = new ReadLimits(1_000, 10, 10, 1_000, 1_000, 2, 10_000, 1);
        assertThatThrownBy(() -> TestOpener.with(strict).open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageMatching(
                        ".*the compressed entries of this archive claim to grow from \\d+ to \\d+ bytes, more than 2 for each; such a "
                                + "file is not read\\.");
        ReadLimits small = new ReadLimits(1_000, 10, 10, 1_000, 1_000, 100, 4_999, 1);
        Refusal.expect(
                TestOpener.with(small),
                file,
                file + ": the compressed zip entry archive/data/0 claims to unpack to 5000 bytes; no more than 4999 are unpacked. "
                        + "A safetensors file has no such limit.");
    }

    @Test
    void aStorageThatUnpacksToLessThanItClaimsIsNamedWhenItIsRead() throws IOException {
        Path file = write(new byte[] {1, 2, 3}, 0, 2, 8);
        byte[] bytes = Files.readAllBytes(file);
        int storage = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
        bytes[storage + 24] = 9;
        Files.write(file, bytes);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThatThrownBy(() -> checkpoint.tensor("w").orElseThrow().data().toFloats())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": the zip entry archive/data/0 does not unpack to what the directory says; the archive is "
                            + "damaged.");
        }
    }

    /** A tensor of two elements of a deflated storage. */
    private Path write(byte[] storage, long offset, long size, long stride) throws IOException {
        byte[] pickle = PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", offset, new long[] {size}, new long[] {stride})
                .raw('s').end();
        Path file = Files.createTempFile(folder, "zipped", ".pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.compressed("archive/data.pkl", pickle).compressed("archive/data/0", storage);
        }
        return file;
    }

    private Path zipAgain() throws IOException {
        Path again = folder.resolve("again.pt");
        try (ZipFile from = new ZipFile(ORIGINAL.toFile());
                OutputStream out = Files.newOutputStream(again);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(from.getInputStream(entry).readAllBytes());
                to.closeEntry();
            }
        }
        return again;
    }
}

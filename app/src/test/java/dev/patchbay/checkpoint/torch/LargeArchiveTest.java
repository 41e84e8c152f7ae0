package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives beyond 4 GiB, as every training state of a real model is, keep sizes and places in 64 bits. The file is sparse: it takes no
 * room.
 */
class LargeArchiveTest {

    private static final long FIVE_GIB = 5L << 30;

    @Test
    void sizesAndPlacesBeyond4GibAreRead(@TempDir Path folder) throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(');
        pickle.text("large").tensor("ByteStorage", "0", 0, new long[] {FIVE_GIB}, new long[] {1});
        pickle.text("behind").tensor("FloatStorage", "1", 0, new long[] {1}, new long[] {1}).raw('u');
        Path file = folder.resolve("large.pt");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            write(out, pickle.end());
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(checkpoint.tensors().get("large").info().bytes()).isEqualTo(FIVE_GIB);
            assertThat(checkpoint.tensors().get("behind").data().toFloats()).containsExactly(2.5f);
            assertThat(checkpoint.tensors().get("behind").location()).isEqualTo("large.pt, archive/data/1, bytes 0–4");
        }
    }

    private static void write(RandomAccessFile out, byte[] pickle) throws IOException {
        String[] names = {"archive/data.pkl", "archive/data/0", "archive/data/1"};
        long[] sizes = {pickle.length, FIVE_GIB, Float.BYTES};
        long[] places = new long[names.length];
        for (int i = 0; i < names.length; i++) {
            places[i] = out.getFilePointer();
            out.write(localHeader(names[i]));
            if (i == 0) {
                out.write(pickle);
            } else if (i == 1) {
                out.seek(out.getFilePointer() + FIVE_GIB);
            } else {
                out.write(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f).array());
            }
        }
        long directory = out.getFilePointer();
        for (int i = 0; i < names.length; i++) {
            out.write(directoryEntry(names[i], sizes[i], places[i]));
        }
        out.write(end(directory, out.getFilePointer(), names.length));
    }

    private static byte[] localHeader(String name) {
        ByteBuffer header = buffer(30 + name.length()).putInt(0x04034b50).putShort(26, (short) name.length());
        return header.put(30, name.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static byte[] directoryEntry(String name, long size, long place) {
        ByteBuffer entry = buffer(46 + name.length() + 28).putInt(0x02014b50);
        entry.putInt(20, -1).putInt(24, -1).putShort(28, (short) name.length()).putShort(30, (short) 28).putInt(42, -1);
        entry.put(46, name.getBytes(StandardCharsets.US_ASCII)).position(46 + name.length());
        return entry.putShort((short) 1).putShort((short) 24).putLong(size).putLong(size).putLong(place).array();
    }

    private static byte[] end(long directory, long end64, int count) {
        ByteBuffer end = buffer(56 + 20 + 22).putInt(0x06064b50).putLong(44);
        end.putLong(24, count).putLong(32, count).putLong(40, end64 - directory).putLong(48, directory);
        end.putInt(56, 0x07064b50).putLong(56 + 8, end64).putInt(56 + 16, 1);
        end.putInt(76, 0x06054b50).putShort(76 + 8, (short) -1).putShort(76 + 10, (short) -1).putInt(76 + 12, -1).putInt(76 + 16, -1);
        return end.array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package dev.patchbay.generation.worker;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The bytes behind a line that was read. Whoever takes the last one learns whether all of them are as they were sent. */
final class WireBytes {

    private static final int CHUNK = 1 << 20;

    private final InputStream in;
    private final long checksum;
    private final CRC32C sum = new CRC32C();
    private long left;

    WireBytes(InputStream in, long size, long checksum) {
        this.in = in;
        this.left = size;
        this.checksum = checksum;
    }

    long left() {
        return left;
    }

    /** @throws IOException if there are fewer numbers, or the bytes were damaged */
    float[] floats(int count) throws IOException {
        float[] numbers = new float[count];
        for (int at = 0; at < count; at += CHUNK / Float.BYTES) {
            int now = Math.min(CHUNK / Float.BYTES, count - at);
            ByteBuffer.wrap(next(now * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers, at, now);
        }
        return numbers;
    }

    /** @throws IOException if there are fewer bytes, or they were damaged */
    void transferTo(OutputStream out) throws IOException {
        while (left > 0) {
            out.write(next((int) Math.min(CHUNK, left)));
        }
    }

    /** @throws IOException if there are fewer bytes, or they were damaged */
    byte[] bytes(int count) throws IOException {
        return count == 0 ? new byte[0] : next(count);
    }

    private byte[] next(int count) throws IOException {
        if (count > left) {
            throw new WorkerException(Message.of("worker.damaged", count + " > " + left));
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw Wire.halfMessage();
        }
        sum.update(bytes);
        left -= count;
        if (left == 0 && sum.getValue() != checksum) {
            throw new WorkerException(Message.of("worker.damaged", "CRC-32C"));
        }
        return bytes;
    }
}

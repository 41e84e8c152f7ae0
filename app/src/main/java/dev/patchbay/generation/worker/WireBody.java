package dev.patchbay.generation.worker;

import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The bytes behind a line, written without holding all of them. */
interface WireBody {

    int CHUNK = 1 << 20;

    /** No bytes. */
    WireBody NONE = new WireBody() {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public long checksum() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) {}
    };

    long size();

    /** CRC-32C of what {@link #writeTo} writes. */
    long checksum() throws IOException;

    void writeTo(OutputStream out) throws IOException;

    /** The numbers of several arrays, one after the other, as little-endian float32. */
    static WireBody of(List<float[]> arrays) {
        return new Floats(arrays);
    }

    /** These bytes. */
    static WireBody of(byte... bytes) {
        return new Bytes(bytes);
    }

    /** The bytes of a file. */
    static WireBody of(Path file, long size, long checksum) {
        return new FileBytes(file, size, checksum);
    }

    /** @param arrays in this order */
    record Floats(List<float[]> arrays) implements WireBody {

        @Override
        public long size() {
            return arrays.stream().mapToLong(array -> (long) array.length * Float.BYTES).sum();
        }

        @Override
        public long checksum() throws IOException {
            Checksum sum = new CRC32C();
            chunks(sum::update);
            return sum.getValue();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            chunks(bytes -> out.write(bytes.array(), 0, bytes.limit()));
        }

        private void chunks(ChunkConsumer consumer) throws IOException {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] array : arrays) {
                for (int at = 0; at < array.length; at += CHUNK / Float.BYTES) {
                    int count = Math.min(CHUNK / Float.BYTES, array.length - at);
                    chunk.clear().asFloatBuffer().put(array, at, count);
                    consumer.accept(chunk.limit(count * Float.BYTES));
                }
            }
        }
    }

    /** Takes bytes from 0 to the limit. */
    @FunctionalInterface
    interface ChunkConsumer {
        void accept(ByteBuffer bytes) throws IOException;
    }

    /** @param bytes all of them */
    record Bytes(byte... bytes) implements WireBody {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public long checksum() {
            Checksum sum = new CRC32C();
            sum.update(bytes, 0, bytes.length);
            return sum.getValue();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** @param size and {@code checksum} of the whole file */
    record FileBytes(Path file, long size, long checksum) implements WireBody {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = RegularFiles.stream(file)) {
                in.transferTo(out);
            }
        }
    }
}

package dev.patchbay.files.kept;

import dev.patchbay.files.reading.Sha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bytes of a kept list: mark, key, lengths and elements of the arrays, little-endian, and the SHA-256 of all that. */
final class NumberRecord {

    private static final byte[] MARK = "PBKEPT01".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM = 32;

    private NumberRecord() {}

    static long bytes(String key, List<float[]> numbers) {
        long elements = numbers.stream().mapToLong(array -> array.length).sum();
        int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
        return MARK.length + 2L * Integer.BYTES + keyBytes + (long) Integer.BYTES * numbers.size() + Float.BYTES * elements + CHECKSUM;
    }

    static byte[] write(String key, List<float[]> numbers) {
        byte[] content = new byte[Math.toIntExact(bytes(key, numbers))];
        ByteBuffer out = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        out.put(MARK).putInt(name.length).put(name).putInt(numbers.size());
        numbers.forEach(array -> out.putInt(array.length));
        for (float[] array : numbers) {
            out.asFloatBuffer().put(array);
            out.position(out.position() + Float.BYTES * array.length);
        }
        out.put(checksum(content));
        return content;
    }

    /** Empty if the bytes are broken or of another key. */
    static Optional<List<float[]>> read(byte[] content, String key) {
        if (content.length < MARK.length + CHECKSUM) {
            return Optional.empty();
        }
        byte[] checksum = Arrays.copyOfRange(content, content.length - CHECKSUM, content.length);
        boolean whole = Arrays.equals(checksum(content), checksum) && Arrays.equals(Arrays.copyOf(content, MARK.length), MARK);
        if (!whole) {
            return Optional.empty();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).position(MARK.length);
            byte[] name = new byte[in.getInt()];
            in.get(name);
            return new String(name, StandardCharsets.UTF_8).equals(key) ? Optional.of(arrays(in)) : Optional.empty();
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException broken) {
            return Optional.empty();
        }
    }

    private static List<float[]> arrays(ByteBuffer in) {
        int[] lengths = new int[in.getInt()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = in.getInt();
        }
        List<float[]> arrays = new ArrayList<>();
        for (int length : lengths) {
            float[] array = new float[length];
            in.asFloatBuffer().get(array);
            in.position(in.position() + Float.BYTES * length);
            arrays.add(array);
        }
        return arrays;
    }

    private static byte[] checksum(byte[] content) {
        MessageDigest digest = new Sha256().digest();
        digest.update(content, 0, content.length - CHECKSUM);
        return digest.digest();
    }
}

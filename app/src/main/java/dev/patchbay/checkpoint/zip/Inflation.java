package dev.patchbay.checkpoint.zip;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a deflated zip entry. The packed bytes are copied out of the mapping first, since the inflater is native code, which would
 * crash the process if the file shrank meanwhile (decision 0007).
 *
 * @param packed the deflated bytes
 */
record Inflation(MemorySegment packed) {

    private static final int CHUNK = 1 << 16;

    /**
     * {@code length} unpacked bytes from {@code offset}, in {@code arena}; bytes before are unpacked and discarded.
     *
     * @throws DataFormatException if the bytes are not deflated data, or too few
     */
    MemorySegment unpack(Arena arena, long offset, long length) throws DataFormatException {
        MemorySegment unpacked = arena.allocate(length, Long.BYTES);
        byte[] in = new byte[CHUNK];
        byte[] out = new byte[CHUNK];
        long read = 0;
        long made = 0;
        try (Inflater inflater = new Inflater(true)) {
            while (made < offset + length) {
                if (inflater.needsInput() && read < packed.byteSize()) {
                    int count = (int) Math.min(CHUNK, packed.byteSize() - read);
                    MemorySegment.copy(packed, ValueLayout.JAVA_BYTE, read, in, 0, count);
                    inflater.setInput(in, 0, count);
                    read += count;
                }
                int count = inflater.inflate(out, 0, (int) Math.min(CHUNK, offset + length - made));
                if (count == 0 && (inflater.finished() || inflater.needsDictionary() || read == packed.byteSize())) {
                    throw new DataFormatException("ends at byte " + made);
                }
                int skipped = (int) Math.clamp(offset - made, 0, count);
                if (skipped < count) {
                    MemorySegment.copy(out, skipped, unpacked, ValueLayout.JAVA_BYTE, made + skipped - offset, count - skipped);
                }
                made += count;
            }
        }
        return unpacked;
    }
}

package dev.patchbay.launch;

import java.nio.charset.StandardCharsets;

/**
 * Values that follow from a name, so that a file of megabytes is told by names and shapes alone. Value i is the upper ten bits of
 * SplitMix64, seeded with the FNV-1a hash of the name and stepped i + 1 times, moved to -1/32 … 1/32 in steps of 1/16384: exact
 * in float16, and small as what is trained.
 */
final class MadeUpValues {

    private MadeUpValues() {}

    static float[] of(String name, int count) {
        float[] values = new float[count];
        long state = fnv1a(name);
        for (int i = 0; i < count; i++) {
            state += 0x9E3779B97F4A7C15L;
            values[i] = ((mixed(state) >>> 54) - 512) / 16384f;
        }
        return values;
    }

    private static long mixed(long state) {
        long bits = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    private static long fnv1a(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (letter & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}

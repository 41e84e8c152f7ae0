package dev.patchbay.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Numbers and texts at the edges of what a field can hold, and simple ways to spoil bytes. */
final class Cases {

    private static final List<Long> NUMBERS = List.of(
            0L, 1L, -1L, 2L, 7L, 127L, 255L, 256L, 65_535L, 1L << 20, 100_000_000L, (1L << 31) - 1, -1L << 31, 1L << 31, 1L << 32,
            1L << 40, (1L << 53) + 1, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE);

    private static final List<String> TEXTS = List.of(
            "", "a", ".", "..", "../x", "/etc/passwd", "C:\\x", "a\\nb", "\\u0000", "\\u202e", "\\ud800", "%n%s", "{0}", "lora_A.weight",
            "transformer.transformer_blocks.0.attn1.to_q.lora_A.weight", "__metadata__", "**", "*.*.*", "{n:**}", "{i:int}", "{a:b=c,d=e}",
            "(a+)+$", "F32", "BF16", "x".repeat(5_000), "a.".repeat(3_000), "名".repeat(400));

    private final Random random;

    Cases(Random random) {
        this.random = random;
    }

    long number() {
        return random.nextInt(4) == 0 ? random.nextLong() >> random.nextInt(64) : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Flips, cuts, doubles or moves a run of bytes. */
    byte[] spoilt(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[random.nextInt(20)];
        }
        byte[] copy = bytes.clone();
        int at = random.nextInt(copy.length);
        int length = Math.min(copy.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 300));
        return switch (random.nextInt(5)) {
            case 0 -> {
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 1 -> Arrays.copyOf(copy, at);
            case 2 -> joined(copy, at + length, at, copy.length);
            case 3 -> joined(copy, at, at + length, copy.length);
            default -> {
                for (int i = at; i < at + length; i++) {
                    copy[i] = (byte) random.nextInt();
                }
                yield copy;
            }
        };
    }

    /** Bytes up to {@code end}, then those between {@code from} and {@code to}. */
    private static byte[] joined(byte[] bytes, int end, int from, int to) {
        byte[] joined = new byte[end + to - from];
        System.arraycopy(bytes, 0, joined, 0, end);
        System.arraycopy(bytes, from, joined, end, to - from);
        return joined;
    }

    /** Writes a number of this many bytes, least first. */
    static void put(byte[] bytes, int at, int width, long value) {
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }
}

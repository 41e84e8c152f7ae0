package dev.patchbay.tensor;

/**
 * Decodes one block of 256 elements: 8 or 16 sub-blocks whose scales (and least values) are themselves small integers, times a float16 for
 * the whole block.
 *
 * @see BlockCodes
 */
final class SuperBlocks {

    private static final int ELEMENTS = 256;

    private SuperBlocks() {}

    /** Scales of 16 elements in the lower, least values in the upper four bits; two bits an element, four elements of a byte 32 apart. */
    static void q2(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at + 80);
        float least = BlockCodes.half(raw, at + 82);
        for (int i = 0; i < ELEMENTS; i++) {
            int scales = at + i / 16;
            float scale = d * BlockCodes.low(raw, scales);
            out[i] = scale * twoBits(raw, at + 16, i) - least * BlockCodes.high(raw, scales);
        }
    }

    /** As {@link #q2}, with a third bit in a mask, which is set where nothing is to be subtracted, and 6-bit scales minus 32. */
    static void q3(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at + 108);
        for (int i = 0; i < ELEMENTS; i++) {
            int third = raw[at + i % 32] >> i / 32 & 1;
            out[i] = d * (scaleOf16(raw, at + 96, i / 16) - 32) * (twoBits(raw, at + 32, i) - (third == 1 ? 0 : 4));
        }
    }

    /** Sixteen 6-bit scales in 12 bytes: four lower bits each in the first eight, then two upper bits each. */
    private static int scaleOf16(byte[] raw, int at, int index) {
        int lower = index < 8 ? BlockCodes.low(raw, at + index) : BlockCodes.high(raw, at + index - 8);
        int upper = raw[at + 8 + index % 4] >> 2 * (index / 4) & 3;
        return lower | upper << 4;
    }

    private static int twoBits(byte[] raw, int at, int element) {
        return raw[at + element / 128 * 32 + element % 32] >> 2 * (element / 32 % 4) & 3;
    }

    static void q4(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at);
        float least = BlockCodes.half(raw, at + 2);
        for (int sub = 0; sub < 8; sub++) {
            float scale = d * scale(raw, at + 4, sub);
            float offset = least * least(raw, at + 4, sub);
            for (int i = 0; i < 32; i++) {
                out[sub * 32 + i] = scale * nibble(raw, at + 16, sub, i) - offset;
            }
        }
    }

    static void q5(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at);
        float least = BlockCodes.half(raw, at + 2);
        for (int sub = 0; sub < 8; sub++) {
            float scale = d * scale(raw, at + 4, sub);
            float offset = least * least(raw, at + 4, sub);
            for (int i = 0; i < 32; i++) {
                int fifth = raw[at + 16 + i] >> sub & 1;
                out[sub * 32 + i] = scale * (nibble(raw, at + 48, sub, i) | fifth << 4) - offset;
            }
        }
    }

    /** Four bits of an element: two sub-blocks of 32 share 32 bytes. */
    private static int nibble(byte[] raw, int at, int sub, int element) {
        return raw[at + sub / 2 * 32 + element] >> 4 * (sub % 2) & 15;
    }

    /** The 6-bit scale of one of eight sub-blocks, of 12 bytes with scales and least values. */
    private static int scale(byte[] raw, int at, int sub) {
        return sub < 4 ? raw[at + sub] & 63 : BlockCodes.low(raw, at + sub + 4) | (raw[at + sub - 4] >> 6 & 3) << 4;
    }

    private static int least(byte[] raw, int at, int sub) {
        return sub < 4 ? raw[at + sub + 4] & 63 : BlockCodes.high(raw, at + sub + 4) | (raw[at + sub] >> 6 & 3) << 4;
    }

    /** Signed 8-bit scales of 16 elements; six bits an element, four in one and two in another array. */
    static void q6(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at + 208);
        for (int i = 0; i < ELEMENTS; i++) {
            int quarter = i / 32 % 4;
            int lower = raw[at + i / 128 * 64 + quarter % 2 * 32 + i % 32] >> 4 * (quarter / 2) & 15;
            out[i] = d * raw[at + 192 + i / 16] * ((lower | twoBits(raw, at + 128, i) << 4) - 32);
        }
    }

    /** Eight 6-bit scales minus 32; 16 bytes hold the lower 16 elements of a sub-block in their lower halves, the others in the upper. */
    static void iq4(byte[] raw, int at, float[] out) {
        float d = BlockCodes.half(raw, at);
        int upper = raw[at + 2] & 0xff | (raw[at + 3] & 0xff) << 8;
        for (int sub = 0; sub < 8; sub++) {
            int lower = raw[at + 4 + sub / 2] >> 4 * (sub % 2) & 15;
            float scale = d * ((lower | (upper >> 2 * sub & 3) << 4) - 32);
            for (int i = 0; i < 16; i++) {
                out[sub * 32 + i] = scale * BlockCodes.IQ4[BlockCodes.low(raw, at + 8 + sub * 16 + i)];
                out[sub * 32 + i + 16] = scale * BlockCodes.IQ4[BlockCodes.high(raw, at + 8 + sub * 16 + i)];
            }
        }
    }
}

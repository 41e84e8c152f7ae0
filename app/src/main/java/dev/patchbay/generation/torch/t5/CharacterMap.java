package dev.patchbay.generation.torch.t5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The {@code precompiled_charsmap} of a SentencePiece model: the size of a double-array trie, the trie in units of four bytes, and texts
 * that end with a zero. Native code walks the trie without looking at its bounds, so every step that a unit can lead to has to lie inside.
 *
 * @see <a href="https://github.com/s-yata/darts-clone">darts-clone</a> for the bits of a unit
 */
final class CharacterMap {

    private static final int VALUE = 1 << 31;
    private static final int HAS_VALUE = 1 << 8;
    private static final int FAR = 1 << 9;
    private static final int LABELS = 0xff;

    private CharacterMap() {}

    /** True if no walk through the map leaves it; an empty one is none. */
    static boolean isSound(ByteBuffer bytes) {
        ByteBuffer map = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (!map.hasRemaining()) {
            return true;
        }
        if (map.remaining() <= Integer.BYTES) {
            return false;
        }
        long size = Integer.toUnsignedLong(map.getInt());
        if (size == 0 || size % Integer.BYTES != 0 || size >= map.remaining()) {
            return false;
        }
        ByteBuffer trie = map.slice(map.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        int texts = map.remaining() - (int) size;
        return map.get(map.limit() - 1) == 0 && isInside(trie, texts);
    }

    private static boolean isInside(ByteBuffer trie, int texts) {
        int units = trie.remaining() / Integer.BYTES;
        for (int at = 0; at < units; at++) {
            int unit = trie.getInt(at * Integer.BYTES);
            if ((unit & VALUE) != 0) {
                continue;
            }
            int offset = (unit >>> 10) << ((unit & FAR) >>> 6);
            long base = Integer.toUnsignedLong(at ^ offset);
            if ((base | LABELS) >= units) {
                return false;
            }
            boolean outside = (trie.getInt((int) base * Integer.BYTES) & ~VALUE) >= texts;
            if ((unit & HAS_VALUE) != 0 && outside) {
                return false;
            }
        }
        return true;
    }
}

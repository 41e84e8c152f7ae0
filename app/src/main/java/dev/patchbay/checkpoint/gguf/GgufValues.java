package dev.patchbay.checkpoint.gguf;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.util.StringJoiner;

/** Reads the header's key-values as text to be displayed; of long lists only type and length. */
final class GgufValues {

    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /** Longest list that is shown item by item. */
    private static final int SHOWN_ITEMS = 16;

    private static final String[] NAMES = {
        "uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "bool", "string", "array", "uint64", "int64", "float64"
    };

    private final GgufCursor cursor;
    private final String key;

    /** @param key name of the value, for messages */
    GgufValues(GgufCursor cursor, String key) {
        this.cursor = cursor;
        this.key = key;
    }

    /**
     * The next value.
     *
     * @param type its number in the file
     * @throws CheckpointException if there is no such type, or lists are nested too deep
     */
    String value(int type) throws CheckpointException {
        return value(type, 0);
    }

    private String value(int type, int depth) throws CheckpointException {
        return switch (type) {
            case 0 -> Integer.toString(cursor.int8() & 0xff);
            case 1 -> Byte.toString(cursor.int8());
            case 2 -> Integer.toString(cursor.int16() & 0xffff);
            case 3 -> Short.toString(cursor.int16());
            case 4 -> Integer.toUnsignedString(cursor.int32());
            case 5 -> Integer.toString(cursor.int32());
            case 6 -> Float.toString(Float.intBitsToFloat(cursor.int32()));
            case 7 -> Boolean.toString(cursor.int8() != 0);
            case STRING -> cursor.text();
            case ARRAY -> array(depth + 1);
            case 10 -> Long.toUnsignedString(cursor.int64());
            case 11 -> Long.toString(cursor.int64());
            case 12 -> Double.toString(Double.longBitsToDouble(cursor.int64()));
            default -> throw new CheckpointException(
                    Message.of("gguf.unknownValueType", cursor.path(), key, Integer.toUnsignedString(type)));
        };
    }

    private String array(int depth) throws CheckpointException {
        if (depth > cursor.limits().nesting()) {
            throw new CheckpointException(Message.of("gguf.nesting", cursor.path(), key, cursor.limits().nesting()));
        }
        int type = cursor.int32();
        long count = cursor.int64();
        if (count >= 0 && count <= SHOWN_ITEMS) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            for (int i = 0; i < count; i++) {
                items.add(value(type, depth));
            }
            return items.toString();
        }
        skip(type, count, depth);
        return "[" + NAMES[type] + " × " + count + "]";
    }

    /** Skips values. Each takes at least one byte, so a false count ends at the end of the file or at the limit. */
    private void skip(int type, long count, int depth) throws CheckpointException {
        switch (type) {
            case 0, 1, 7 -> cursor.skip(count, 1);
            case 2, 3 -> cursor.skip(count, 2);
            case 4, 5, 6 -> cursor.skip(count, 4);
            case 10, 11, 12 -> cursor.skip(count, 8);
            case STRING -> {
                for (long i = 0; Long.compareUnsigned(i, count) < 0; i++) {
                    cursor.skipText();
                }
            }
            case ARRAY -> {
                for (long i = 0; Long.compareUnsigned(i, count) < 0; i++) {
                    array(depth + 1);
                }
            }
            default -> throw new CheckpointException(
                    Message.of("gguf.unknownValueType", cursor.path(), key, Integer.toUnsignedString(type)));
        }
    }
}

package dev.patchbay.generation.cogvideox.files;

/** Walks over the fields of one message in Protocol Buffers' wire format; ends early where the bytes are none. */
final class ProtobufFields {

    private static final int VARINT = 0;
    private static final int EIGHT = 1;
    private static final int BYTES = 2;
    private static final int FOUR = 5;

    private final byte[] bytes;
    private final int limit;
    private int at;
    private int number;
    private boolean isBytes;
    private int start;
    private boolean broken;

    ProtobufFields(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.limit = to;
    }

    /** Goes to the next field; false at the end. */
    boolean next() {
        if (at >= limit) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        int type = (int) (tag & 7);
        isBytes = type == BYTES;
        long size = switch (type) {
            case VARINT -> {
                varint();
                yield 0;
            }
            case EIGHT -> Long.BYTES;
            case BYTES -> varint();
            case FOUR -> Integer.BYTES;
            default -> -1;
        };
        if (broken || size < 0 || size > limit - at) {
            at = limit;
            return false;
        }
        start = at;
        at += (int) size;
        return true;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < limit; shift += 7) {
            byte part = bytes[at++];
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        broken = true;
        return -1;
    }

    int number() {
        return number;
    }

    /** True for a text or an inner message, which goes from {@link #start} to {@link #end}. */
    boolean isBytes() {
        return isBytes;
    }

    int start() {
        return start;
    }

    int end() {
        return at;
    }
}

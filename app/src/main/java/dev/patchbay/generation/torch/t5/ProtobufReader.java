package dev.patchbay.generation.torch.t5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the wire format of protocol buffers: fields of a message, one after the other, without a schema.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
public final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int TEXT = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private int field;
    private int type;
    private long number;
    private ByteBuffer content = ByteBuffer.allocate(0);

    /** @param bytes a message, read from its position to its limit */
    public ProtobufReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes are no message: a field goes beyond them, or is of a type that does not exist. */
    public static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        private Malformed(int at) {
            super("byte " + at);
        }
    }

    /**
     * Goes to the next field; false at the end.
     *
     * @throws Malformed if the bytes are no message
     */
    public boolean next() throws Malformed {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        type = (int) (key & 7);
        if (field == 0 || key >>> 3 > Integer.MAX_VALUE) {
            throw new Malformed(bytes.position());
        }
        switch (type) {
            case VARINT -> number = varint();
            case EIGHT_BYTES -> number = need(Long.BYTES).getLong();
            case FOUR_BYTES -> number = need(Integer.BYTES).getInt();
            case TEXT -> {
                long length = varint();
                if (length < 0 || length > bytes.remaining()) {
                    throw new Malformed(bytes.position());
                }
                content = bytes.slice(bytes.position(), (int) length);
                bytes.position(bytes.position() + (int) length);
            }
            default -> throw new Malformed(bytes.position());
        }
        return true;
    }

    private ByteBuffer need(int count) throws Malformed {
        if (bytes.remaining() < count) {
            throw new Malformed(bytes.position());
        }
        return bytes;
    }

    private long varint() throws Malformed {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte next = need(1).get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed(bytes.position());
    }

    /** Number of the field. */
    public int field() {
        return field;
    }

    /** True for a field of this number that holds a text or a message. */
    public boolean isContent(int wanted) {
        return field == wanted && type == TEXT;
    }

    /** True for a field of this number that holds a float. */
    public boolean isFloat(int wanted) {
        return field == wanted && type == FOUR_BYTES;
    }

    /** True for a field of this number that holds a whole number. */
    public boolean isNumber(int wanted) {
        return field == wanted && type == VARINT;
    }

    /** A whole number, or the bits of a float. */
    public long number() {
        return number;
    }

    /** The bytes of a text or of a message. */
    public ByteBuffer content() {
        return content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}

package dev.patchbay.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts pickles together instruction by instruction, sensible or not. */
public final class PickleBuilder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A pickle that starts as protocol 2, as torch writes it. */
    public static PickleBuilder start() {
        return new PickleBuilder().raw(0x80, 2);
    }

    public PickleBuilder raw(int... instructions) {
        for (int instruction : instructions) {
            bytes.write(instruction);
        }
        return this;
    }

    public PickleBuilder text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return raw('X').littleEndian(utf8.length).rawBytes(utf8);
    }

    public PickleBuilder number(long number) {
        return raw(0x8a, Long.BYTES)
                .rawBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
    }

    public PickleBuilder global(String module, String name) {
        return raw('c').rawBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A tuple of these numbers. */
    public PickleBuilder numbers(long... numbers) {
        raw('(');
        for (long number : numbers) {
            number(number);
        }
        return raw('t');
    }

    /** A tensor as torch pickles it. */
    public PickleBuilder tensor(String storageType, String key, long offset, long[] sizes, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", storageType).text(key);
        text("cpu").number(0).raw('t', 'Q').number(offset).numbers(sizes).numbers(strides);
        return raw(0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
    }

    public PickleBuilder littleEndian(int number) {
        return rawBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    public PickleBuilder rawBytes(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** The pickle, ended. */
    public byte[] end() {
        return raw('.').unended();
    }

    public byte[] unended() {
        return bytes.toByteArray();
    }
}

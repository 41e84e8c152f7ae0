package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files as {@code torch.save} did before PyTorch 1.6, sensible or not. */
public final class LegacyFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private LegacyFile() {}

    /** The head of every such file, then this object and the keys of its storages. */
    public static LegacyFile of(PickleBuilder object, String... keys) {
        PickleBuilder keyList = PickleBuilder.start().raw(']', '(');
        for (String key : keys) {
            keyList.text(key);
        }
        return bare().magic().pickle(PickleBuilder.start().number(1001)).systemInfo().pickle(object).pickle(keyList.raw('e'));
    }

    public static LegacyFile bare() {
        return new LegacyFile();
    }

    /** Python's {@code LONG1} with ten bytes. */
    public LegacyFile magic() {
        byte[] number = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
        PickleBuilder pickle = PickleBuilder.start().raw(0x8a, number.length);
        for (int i = number.length - 1; i >= 0; i--) {
            pickle.raw(number[i] & 0xff);
        }
        return pickle(pickle);
    }

    public LegacyFile systemInfo() {
        return pickle(PickleBuilder.start().raw('}').text("little_endian").raw(0x89, 's'));
    }

    public LegacyFile pickle(PickleBuilder pickle) {
        bytes.writeBytes(pickle.end());
        return this;
    }

    /** A storage that claims this many elements. */
    public LegacyFile storage(long count, byte... content) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array());
        bytes.writeBytes(content);
        return this;
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes.toByteArray());
    }

    /** A tensor of all elements of a storage. */
    public static PickleBuilder tensor(PickleBuilder pickle, String type, String key, long elements) {
        return tensor(pickle, type, key, elements, new PickleBuilder().raw('N').unended(), elements);
    }

    /** A tensor of the first {@code size} elements of a view; {@code view} is the pickled sixth part of the persistent id. */
    public static PickleBuilder tensor(PickleBuilder pickle, String type, String key, long elements, byte[] view, long size) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", type).text(key).text("cpu");
        pickle.number(elements).rawBytes(view).raw('t', 'Q').number(0).numbers(size).numbers(1);
        return pickle.raw(0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
    }
}

package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.storage.TorchTypes;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the pickle of a state dict, protocol 2, as {@code torch.save} does: {@code {"module": {name: tensor}}}, where every tensor is a
 * call of {@code torch._utils._rebuild_tensor_v2} with a storage of its own.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py, which describes every instruction</a>
 */
final class StateDictPickle {

    private static final int PROTOCOL = 0x80;
    private static final int LONG = 0x8a;
    private static final int NEW_FALSE = 0x89;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StateDictPickle() {}

    /**
     * @param key of the dict that contains the tensors; if empty, they are in the outermost dict
     * @param tensors the i-th uses storage {@code i}
     */
    static byte[] write(String key, List<TensorInfo> tensors) {
        StateDictPickle pickle = new StateDictPickle();
        pickle.code(PROTOCOL);
        pickle.code(2);
        if (key.isEmpty()) {
            pickle.dict(tensors);
        } else {
            pickle.code('}');
            pickle.text(key);
            pickle.dict(tensors);
            pickle.code('s');
        }
        pickle.code('.');
        return pickle.out.toByteArray();
    }

    private void dict(List<TensorInfo> tensors) {
        code('}');
        code('(');
        for (int i = 0; i < tensors.size(); i++) {
            text(tensors.get(i).name());
            tensor(tensors.get(i), Integer.toString(i));
        }
        code('u');
    }

    private void tensor(TensorInfo info, String storage) {
        global("torch._utils", "_rebuild_tensor_v2");
        code('(');
        storage(info, storage);
        number(0);
        numbers(info.shape().toArray());
        numbers(strides(info.shape()));
        code(NEW_FALSE);
        global("collections", "OrderedDict");
        code(')');
        code('R');
        code('t');
        code('R');
    }

    private void storage(TensorInfo info, String key) {
        code('(');
        text("storage");
        global("torch", TorchTypes.storage(info.dtype()).orElseThrow());
        text(key);
        text("cpu");
        number(info.shape().elements());
        code('t');
        code('Q');
    }

    private void numbers(long[] values) {
        code('(');
        for (long value : values) {
            number(value);
        }
        code('t');
    }

    private static long[] strides(Shape shape) {
        long[] strides = new long[shape.dimensions()];
        long step = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, shape.size(i));
        }
        return strides;
    }

    private void number(long value) {
        if (value >= 0 && value <= Integer.MAX_VALUE) {
            code('J');
            bytes(Integer.BYTES, value);
        } else {
            code(LONG);
            code(Long.BYTES);
            bytes(Long.BYTES, value);
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        code('X');
        bytes(Integer.BYTES, utf8.length);
        out.writeBytes(utf8);
    }

    private void global(String module, String name) {
        code('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void code(int instruction) {
        out.write(instruction);
    }

    private void bytes(int count, long value) {
        byte[] little = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        out.write(little, 0, count);
    }
}

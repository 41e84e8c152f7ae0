package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tensors of a file, to look companions up. Everything that is read of them is checked first.
 *
 * @param layers what the file's metadata says of single layers, by module
 */
record StoredCompanions(Path path, Map<String, StoredTensor> tensors, Map<String, LayerFormat> layers, Map<String, String> metadata) {

    /** Longest JSON text that a companion may hold, in bytes; honest ones have a few hundred. */
    private static final long LONGEST_TEXT = 1 << 16;

    private static final String WEIGHT = ".weight";

    static StoredCompanions of(Checkpoint checkpoint) {
        return new StoredCompanions(
                checkpoint.path(), checkpoint.tensors(), LayerFormatJson.layers(checkpoint.metadata()), checkpoint.metadata());
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    Optional<TensorInfo> info(String name) {
        return Optional.ofNullable(tensors.get(name)).map(StoredTensor::info);
    }

    /** The module of a weight, with a dot at its end; empty if the tensor has another name. */
    static Optional<String> module(String weight) {
        return weight.endsWith(WEIGHT) ? Optional.of(weight.substring(0, weight.length() - WEIGHT.length() + 1)) : Optional.empty();
    }

    CheckpointException broken(String key, Object... arguments) {
        return new CheckpointException(reason(key, arguments));
    }

    /** A sentence that begins with the file's path. */
    Message reason(String key, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = path;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Message.of(key, all);
    }

    /** How many values a companion has to have. */
    void expect(String name, long count) throws IOException {
        TensorInfo info = info(name).orElseThrow(() -> broken("quantised.missing", name));
        if (info.shape().elements() != count) {
            throw broken("quantised.count", name, info.shape(), count);
        }
    }

    /** The values of a companion, which are finite floating-point numbers. */
    float[] numbers(String name, long count) throws IOException {
        expect(name, count);
        StoredTensor tensor = Objects.requireNonNull(tensors.get(name));
        if (!tensor.info().dtype().isFloat() || !FloatCodec.canDecode(tensor.info().dtype())) {
            throw broken("quantised.type", name, tensor.info().dtype());
        }
        float[] values = tensor.data().toFloats();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw broken("quantised.notFinite", name, value);
            }
        }
        return values;
    }

    /** The bytes of a companion. */
    byte[] bytes(String name, long count) throws IOException {
        expect(name, count);
        try (Arena arena = Arena.ofConfined()) {
            return Objects.requireNonNull(tensors.get(name)).data().read(arena, bytes -> bytes.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** The JSON text of a companion, as bytes. */
    byte[] json(String name) throws IOException {
        TensorInfo info = info(name).orElseThrow(() -> broken("quantised.missing", name));
        if (info.bytes() > LONGEST_TEXT || info.dtype().bits() != Byte.SIZE) {
            throw broken("quantised.json", name);
        }
        return bytes(name, info.shape().elements());
    }
}

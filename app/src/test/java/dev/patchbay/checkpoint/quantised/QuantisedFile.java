package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.nio.charset.StandardCharsets;

/** A checkpoint with weights stored as codes, which tests make up. */
public final class QuantisedFile {

    private final SyntheticCheckpoint file = new SyntheticCheckpoint();

    /** @param codes the stored bytes, as numbers from 0 to 255 */
    public QuantisedFile codes(String name, DType type, Shape shape, int... codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        file.data(name, new SyntheticCheckpoint.Bytes(type, shape, bytes));
        return this;
    }

    public QuantisedFile json(String name, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        file.data(name, new SyntheticCheckpoint.Bytes(DType.U8, Shape.of(bytes.length), bytes));
        return this;
    }

    public QuantisedFile floats(String name, Shape shape, float... values) {
        file.values(name, DType.F32, values, shape.toArray());
        return this;
    }

    public QuantisedFile plain(String name, long... shape) {
        file.tensor(name, shape);
        return this;
    }

    public QuantisedFile metadata(String key, String value) {
        file.metadata(key, value);
        return this;
    }

    public QuantisedFile config(String json) {
        file.companion("config.json", json);
        return this;
    }

    public Checkpoint build() {
        return file.build();
    }

    /** What is meant by the file. */
    Checkpoint view() {
        return LogicalTensors.view(build());
    }
}

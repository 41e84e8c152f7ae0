package dev.patchbay.generation.cogvideox;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Stores the matrices of a model as codes, the way the programs that people use do. */
enum Quantised {

    /** As ComfyUI 0.3.64 stores scaled float8: codes, and a scale for each tensor. */
    SCALED_F8 {
        @Override
        void add(SyntheticCheckpoint file, StoredTensor tensor, float[] values) {
            float scale = largest(values, 0, values.length) / 448;
            byte[] codes = new byte[values.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = nearest(values[i] / scale);
            }
            String name = tensor.info().name();
            file.data(name, new SyntheticCheckpoint.Bytes(DType.F8_E4M3, tensor.info().shape(), codes));
            file.values(name.replace(".weight", ".scale_weight"), DType.F32, new float[] {scale}, 1);
        }
    },

    /** GGUF's blocks of 32: a float16 scale and signed bytes. */
    Q8_0 {
        @Override
        void add(SyntheticCheckpoint file, StoredTensor tensor, float[] values) {
            ByteBuffer bytes = buffer(values.length / 32 * 34);
            for (int at = 0; at < values.length; at += 32) {
                float scale = largest(values, at, 32) / 127;
                bytes.putShort(Float.floatToFloat16(scale));
                for (int i = at; i < at + 32; i++) {
                    bytes.put((byte) Math.clamp(Math.round(values[i] / Math.max(scale, Float.MIN_NORMAL)), -127, 127));
                }
            }
            blocks(file, tensor, DType.Q8_0, bytes);
        }
    },

    /** GGUF's blocks of 256: eight runs of 32 with a scale and an offset of 6 bits each, codes of 4 bits. */
    Q4_K {
        @Override
        void add(SyntheticCheckpoint file, StoredTensor tensor, float[] values) {
            ByteBuffer bytes = buffer(values.length / 256 * 144);
            for (int at = 0; at < values.length; at += 256) {
                block(bytes, values, at);
            }
            blocks(file, tensor, DType.Q4_K, bytes);
        }

        private void block(ByteBuffer bytes, float[] values, int at) {
            // Values lie in −m..m: steps of m / 7.5 from an offset of −m, the same for all eight runs of a block.
            float most = largest(values, at, 256);
            int steps = 63;
            float scale = Float.float16ToFloat(Float.floatToFloat16(most / 7.5f / steps));
            float offset = Float.float16ToFloat(Float.floatToFloat16(most / steps));
            bytes.putShort(Float.floatToFloat16(scale)).putShort(Float.floatToFloat16(offset));
            for (int i = 0; i < 12; i++) {
                // All sixteen numbers are 63: the low six bits of the first eight bytes, and the high bits of these beside the last four.
                bytes.put((byte) 0xff);
            }
            for (int pair = 0; pair < 4; pair++) {
                for (int i = 0; i < 32; i++) {
                    int low = code(values[at + pair * 64 + i], scale * steps, offset * steps);
                    int high = code(values[at + pair * 64 + 32 + i], scale * steps, offset * steps);
                    bytes.put((byte) (low | high << 4));
                }
            }
        }

        private static int code(float value, float scale, float offset) {
            return Math.clamp(Math.round((value + offset) / Math.max(scale, Float.MIN_NORMAL)), 0, 15);
        }
    };

    private static final float[] E4M3 = codes();

    private static float[] codes() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        return FloatCodec.decode(DType.F8_E4M3, MemorySegment.ofArray(all), 256);
    }

    abstract void add(SyntheticCheckpoint file, StoredTensor tensor, float[] values);

    /** An opener that shows the matrices of this folder's model as codes, and what is meant by them. */
    CheckpointOpener opener(String folder) {
        CheckpointOpener plain = Reference.opener();
        return new CheckpointOpener(
                plain.readers(), plain.limits(), opened -> opened.path().endsWith(folder) ? LogicalTensors.view(stored(opened)) : opened);
    }

    /** The same tensors, the matrices as codes. */
    Checkpoint stored(Checkpoint opened) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        try {
            for (StoredTensor tensor : opened.tensors().values()) {
                boolean matrix = tensor.info().shape().dimensions() == 2 && tensor.info().shape().elements() % 256 == 0;
                if (matrix) {
                    add(file, tensor, tensor.data().toFloats());
                } else {
                    file.data(tensor.info().name(), tensor.data());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.build();
    }

    private static void blocks(SyntheticCheckpoint file, StoredTensor tensor, DType type, ByteBuffer bytes) {
        long elements = tensor.info().shape().elements();
        String name = tensor.info().name();
        file.data(name, new SyntheticCheckpoint.Bytes(type, Shape.of(1, elements), bytes.array()));
        // As ComfyUI's GGUF files say what shape a tensor had whose rows do not fill blocks.
        file.metadata("comfy.gguf.orig_shape." + name, tensor.info().shape().toString());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float largest(float[] values, int from, int count) {
        float most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }

    private static byte nearest(float value) {
        int best = 0;
        for (int code = 0; code < E4M3.length; code++) {
            if (Math.abs(E4M3[code] - value) < Math.abs(E4M3[best] - value)) {
                best = code;
            }
        }
        return (byte) best;
    }
}

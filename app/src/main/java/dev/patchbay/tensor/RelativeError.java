package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;

/** ‖written − wanted‖ / ‖wanted‖ over the elements of a tensor, in double precision. */
public final class RelativeError {

    private static final int CHUNK = 1 << 18;

    private double difference;
    private double wanted;

    /**
     * Adds an element. Equal elements differ by nothing, NaN from NaN and ∞ from ∞ included; otherwise a non-finite element makes the
     * error infinite.
     */
    public void add(double writtenValue, double wantedValue) {
        if (Double.compare(writtenValue, wantedValue) != 0 && writtenValue != wantedValue) {
            double apart = writtenValue - wantedValue;
            difference += Double.isFinite(apart) ? apart * apart : Double.POSITIVE_INFINITY;
        }
        if (Double.isFinite(wantedValue)) {
            wanted += wantedValue * wantedValue;
        }
    }

    /** 0 if nothing differs; infinite if all wanted values are zero and a written one is not. */
    public double value() {
        return difference == 0 ? 0 : Math.sqrt(difference) / Math.sqrt(wanted);
    }

    /**
     * The error of {@code written} compared with {@code source · factor}, both of one shape; only a chunk of each is decoded at a time.
     */
    public static double of(TensorData written, TensorData source, double factor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return written.read(arena, left -> source.read(arena, right -> {
                RelativeError error = new RelativeError();
                long elements = written.shape().elements();
                for (long at = 0; at < elements; at += CHUNK) {
                    int count = (int) Math.min(CHUNK, elements - at);
                    float[] ours = FloatCodec.decode(written.dtype(), left.asSlice(written.dtype().byteSize(at)), count);
                    float[] theirs = FloatCodec.decode(source.dtype(), right.asSlice(source.dtype().byteSize(at)), count);
                    for (int i = 0; i < count; i++) {
                        error.add(ours[i], theirs[i] * factor);
                    }
                }
                return error.value();
            }));
        }
    }
}

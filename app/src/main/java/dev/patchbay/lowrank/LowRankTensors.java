package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * A low-rank pair as it is stored, read when somebody asks. This is the check of a written file, too: make one of the wanted values and one
 * of the file that was read again, and ask {@code wanted.relativeError(written)}; it is 0 exactly where bytes and scale are the same, and
 * otherwise ‖ΔW − ΔW'‖ / ‖ΔW‖ without a dense product. A reader that splits a fused layer compares with {@link LowRankFactors#outputs}.
 *
 * @param module whose change it is, for messages
 * @param up B, {@code [out, r]}, of a convolution {@code [out, r, 1, …]}
 * @param down A, {@code [r, in]}, of a convolution {@code [r, in, kernel…]}
 * @param scale usually alpha / r
 */
public record LowRankTensors(String module, TensorData up, TensorData down, double scale) {

    /**
     * Reads the values.
     *
     * @throws LowRankException if the shapes are no pair, the type holds no real numbers, or a factor is unreasonably large
     * @throws IOException if they cannot be read
     */
    public LowRankFactors read() throws IOException {
        Shape above = up.shape();
        Shape below = down.shape();
        if (!isPair(above, below)) {
            throw new LowRankException(Message.of("lowrank.noPair", module, below, above));
        }
        return new LowRankFactors(Matrix.read(module, up), Matrix.read(module, down), scale);
    }

    /**
     * ‖ΔW − ΔW'‖ / ‖ΔW‖: how far {@code after} is from this.
     *
     * @return 0 where nothing differs, NaN included; infinite where shapes do not fit each other or values are not finite
     * @throws IOException as {@link #read}
     */
    public double relativeError(LowRankTensors after) throws IOException {
        if (scale == after.scale && isSame(up, after.up) && isSame(down, after.down)) {
            return 0;
        }
        LowRankFactors before = read();
        LowRankFactors later = after.read();
        boolean comparable = before.outputs() == later.outputs() && before.inputs() == later.inputs();
        return comparable ? before.relativeError(later) : Double.POSITIVE_INFINITY;
    }

    /** True if type, shape and every bit are the same. */
    static boolean isSame(TensorData one, TensorData other) throws IOException {
        if (one.dtype() != other.dtype() || !one.shape().equals(other.shape())) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            return one.read(arena, bytes -> other.read(arena, others -> bytes.mismatch(others) < 0));
        }
    }

    private static boolean isPair(Shape up, Shape down) {
        if (up.dimensions() < 2 || down.dimensions() < 2 || up.size(1) != down.size(0) || up.elements() == 0 || down.elements() == 0) {
            return false;
        }
        for (int i = 2; i < up.dimensions(); i++) {
            if (up.size(i) != 1) {
                return false;
            }
        }
        return true;
    }
}

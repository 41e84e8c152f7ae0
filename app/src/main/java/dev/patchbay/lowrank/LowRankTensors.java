package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;

/**
 * A stored low-rank pair whose values are read on demand.
 *
 * @param module name of its module, for messages
 * @param up B, {@code [out, r]}, of a convolution {@code [out, r, 1, …]}
 * @param down A, {@code [r, in]}, of a convolution {@code [r, in, kernel…]}
 * @param scale usually alpha / r
 */
public record LowRankTensors(String module, TensorData up, TensorData down, double scale) {

    /**
     * Reads the values.
     *
     * @throws LowRankException if the shapes do not multiply, the type holds no real numbers, or a factor is too large
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

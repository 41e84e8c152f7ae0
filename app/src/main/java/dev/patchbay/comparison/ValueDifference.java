package dev.patchbay.comparison;

import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * How much the values of two tensors of one shape differ.
 *
 * @param distance ‖left − right‖, 0 if they are equal; infinite if only one of them is finite
 * @param left ‖left‖; not computed and 0 if the bytes are equal
 * @param right ‖right‖, likewise
 * @param cosine cosine of the angle between them, −1 to 1; 0 if one of them is zero
 */
public record ValueDifference(double distance, double left, double right, double cosine) {

    private static final int CHUNK = 1 << 18;

    /** ‖left − right‖ / ‖left‖; infinite if left is zero and right is not. */
    public double relative() {
        return distance == 0 ? 0 : distance / left;
    }

    /** Empty if the bytes differ and the type holds no real numbers. */
    static Optional<ValueDifference> of(TensorData left, TensorData right) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return left.read(arena, ours -> right.read(arena, theirs -> of(left, ours, right, theirs)));
        }
    }

    private static Optional<ValueDifference> of(TensorData left, MemorySegment ours, TensorData right, MemorySegment theirs) {
        boolean same = left.dtype() == right.dtype() && ours.mismatch(theirs) < 0;
        if (same) {
            return Optional.of(new ValueDifference(0, 0, 0, 1));
        }
        if (!FloatCodec.canDecode(left.dtype()) || !FloatCodec.canDecode(right.dtype())) {
            return Optional.empty();
        }
        DifferenceSums sums = new DifferenceSums();
        long elements = left.shape().elements();
        for (long at = 0; at < elements; at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - at);
            sums.add(
                    FloatCodec.decode(left.dtype(), ours.asSlice(left.dtype().byteSize(at)), count),
                    FloatCodec.decode(right.dtype(), theirs.asSlice(right.dtype().byteSize(at)), count));
        }
        return Optional.of(sums.difference());
    }

    /** Sums in float64. */
    private static final class DifferenceSums {

        private double distance;
        private double left;
        private double right;
        private double product;

        void add(float[] ours, float[] theirs) {
            for (int i = 0; i < ours.length; i++) {
                double one = ours[i];
                double other = theirs[i];
                boolean equal = Double.compare(one, other) == 0 || one == other;
                if (!equal) {
                    double apart = one - other;
                    distance += Double.isFinite(apart) ? apart * apart : Double.POSITIVE_INFINITY;
                }
                if (Double.isFinite(one) && Double.isFinite(other)) {
                    left += one * one;
                    right += other * other;
                    product += one * other;
                }
            }
        }

        ValueDifference difference() {
            double norms = Math.sqrt(left) * Math.sqrt(right);
            return new ValueDifference(Math.sqrt(distance), Math.sqrt(left), Math.sqrt(right), norms == 0 ? 0 : product / norms);
        }
    }
}

package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * LoKr: {@code ΔW = scale · left ⊗ right}, each element of left times the whole of right. Its singular values are the products of those of
 * both, and its singular vectors the Kronecker products of theirs.
 *
 * @param left {@code [out₁, in₁]}
 * @param right {@code [out₂, in₂]}; of a convolution {@code [out₂, in₂ · kernel]}
 */
public record KroneckerChange(Matrix left, Matrix right, double scale) implements LayerChange {

    /** What of ΔW may be left out and nobody could tell. */
    private static final double LAST_DIGITS = 1e-12;

    @Override
    public int outputs() {
        return Math.multiplyExact(left.rows(), right.rows());
    }

    @Override
    public int inputs() {
        return Math.multiplyExact(left.columns(), right.columns());
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(scale) && left.isFinite() && right.isFinite();
    }

    @Override
    public Matrix rows(int from, int to) {
        return Matrix.filled(to - from, inputs(), (row, column) -> {
            int at = from + row;
            double one = left.get(at / right.rows(), column / right.columns());
            return scale * one * right.get(at % right.rows(), column % right.columns());
        });
    }

    @Override
    public ChangeSvd svd(String module) throws LowRankException {
        if (!isFinite()) {
            throw new LowRankException(Message.of("lowrank.notFinite", module));
        }
        return new KroneckerSvd(SmallSvd.of(left), SmallSvd.of(right), scale);
    }

    @Override
    public LowRankFactors product(String module) throws LowRankException {
        ChangeSvd svd = svd(module);
        return svd.keep(new RankChoice.ErrorBound(LAST_DIGITS).rank(svd.values()));
    }

    /** A pair of singular values, one of each factor. */
    private record Component(int left, int right, double value) {}

    private record KroneckerSvd(SmallSvd left, SmallSvd right, double scale) implements ChangeSvd {

        private List<Component> components() {
            int columns = right.values().length;
            return IntStream.range(0, left.values().length * columns)
                    .mapToObj(i -> new Component(i / columns, i % columns, left.values()[i / columns] * right.values()[i % columns]))
                    .sorted(Comparator.comparingDouble(Component::value).reversed())
                    .toList();
        }

        @Override
        public double[] values() {
            return components().stream().mapToDouble(component -> Math.abs(scale) * component.value()).toArray();
        }

        @Override
        public LowRankFactors keep(int rank) {
            List<Component> all = components();
            List<Component> kept = all.subList(0, Math.min(rank, all.size()));
            Matrix up = vectors(kept, left.u(), right.u());
            Matrix down = vectors(kept, left.v(), right.v()).transposed();
            return ProductSvd.padded(new LowRankFactors(up, down, scale), rank);
        }

        /** One column a component: the Kronecker product of its two vectors, times the root of its singular value. */
        private static Matrix vectors(List<Component> kept, Matrix left, Matrix right) {
            return Matrix.filled(left.rows() * right.rows(), kept.size(), (row, column) -> {
                Component component = kept.get(column);
                double product = left.get(row / right.rows(), component.left()) * right.get(row % right.rows(), component.right());
                return Math.sqrt(component.value()) * product;
            });
        }
    }
}

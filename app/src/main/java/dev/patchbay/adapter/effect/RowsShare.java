package dev.patchbay.adapter.effect;

import dev.patchbay.lowrank.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of a change, put among the rows of a weight: of a fused layer's change those of {@code to_k}, or the change of {@code to_k}
 * among the rows of {@code qkv}. Rows that no run names stay as they are.
 *
 * @param share of which the rows are taken; must need no other row of the base than the one it changes
 * @param runs ascending in the weight's rows
 */
public record RowsShare(WeightShare share, List<Run> runs) implements WeightShare {

    public RowsShare {
        runs = List.copyOf(runs);
    }

    /**
     * Neighbouring rows.
     *
     * @param from first row of the change
     * @param to first row of the weight
     */
    public record Run(int from, int to, int size) {}

    @Override
    public Delta open(Rows base) throws IOException {
        Delta delta = share.open(base);
        return (from, block) -> {
            List<Matrix> rows = new ArrayList<>();
            int at = from;
            int end = from + block.rows();
            for (Run run : runs) {
                int first = Math.max(at, run.to());
                int last = Math.min(end, run.to() + run.size());
                if (first < last) {
                    rows.add(Matrix.zero(first - at, block.columns()));
                    rows.add(delta.rows(run.from() + first - run.to(), block.rows(first - from, last - from)));
                    at = last;
                }
            }
            rows.add(Matrix.zero(end - at, block.columns()));
            return Matrix.stacked(rows.stream().filter(one -> one.rows() > 0).toList());
        };
    }

    @Override
    public RowsShare at(double strength) {
        return new RowsShare(share.at(strength), runs);
    }
}

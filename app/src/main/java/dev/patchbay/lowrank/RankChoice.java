package dev.patchbay.lowrank;

import java.util.Arrays;

/** How many singular values of a change are kept. */
public sealed interface RankChoice {

    /**
     * A fixed rank.
     *
     * @param rank 1 or more
     */
    record Fixed(int rank) implements RankChoice {

        public Fixed {
            if (rank < 1) {
                throw new IllegalArgumentException("rank " + rank);
            }
        }

        @Override
        public int rank(double[] values) {
            return rank;
        }

        /** Asks for no values: those of a large matrix take far longer than the few components that are kept. */
        @Override
        public int rank(ChangeSvd svd) {
            return rank;
        }
    }

    /**
     * The lowest rank that keeps this share of the sum of squares.
     *
     * @param share above 0, at most 1
     */
    record Energy(double share) implements RankChoice {

        public Energy {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share " + share);
            }
        }

        @Override
        public int rank(double[] values) {
            return fewest(values, 1 - share);
        }
    }

    /**
     * The lowest rank with ‖ΔW − ΔW'‖ / ‖ΔW‖ of at most this bound.
     *
     * @param bound at least 0, below 1
     */
    record ErrorBound(double bound) implements RankChoice {

        public ErrorBound {
            if (!(bound >= 0 && bound < 1)) {
                throw new IllegalArgumentException("bound " + bound);
            }
        }

        @Override
        public int rank(double[] values) {
            return fewest(values, bound * bound);
        }
    }

    /** In the words of the command line: {@code rank 8}. */
    default String words() {
        return switch (this) {
            case Fixed(int rank) -> "rank " + rank;
            case Energy(double share) -> "energy " + share;
            case ErrorBound(double bound) -> "error " + bound;
        };
    }

    /**
     * The rank for these singular values.
     *
     * @param values singular values, descending
     * @return 1 or more; a fixed rank may exceed their number
     */
    int rank(double[] values);

    /** The rank for a change. */
    default int rank(ChangeSvd svd) {
        return rank(svd.values());
    }

    /** The least number of values, at least 1, without which at most {@code share} of the sum of squares is lost. */
    private static int fewest(double[] values, double share) {
        double allowed = Arrays.stream(values).map(value -> value * value).sum() * share;
        int kept = values.length;
        double lost = 0;
        while (kept > 1) {
            lost += values[kept - 1] * values[kept - 1];
            if (lost > allowed) {
                break;
            }
            kept--;
        }
        return Math.max(1, kept);
    }
}

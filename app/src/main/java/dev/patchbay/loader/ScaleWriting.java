package dev.patchbay.loader;

import dev.patchbay.part.Part;

/** How a program is told the scale s of {@code W + s · B·A}. */
public enum ScaleWriting {
    /** It takes 1: s is multiplied into B. */
    FOLDED {
        @Override
        public double factor(Part part, double scale, long rank) {
            return isUp(part) || part == Part.UP_BIAS ? scale : 1;
        }
    },
    /** It takes 1 / rank: s · rank is multiplied into B. */
    FOLDED_TIMES_RANK {
        @Override
        public double factor(Part part, double scale, long rank) {
            return isUp(part) ? scale * rank : 1;
        }
    },
    /** Rank and alpha stand in the file's metadata. */
    METADATA {
        @Override
        public double factor(Part part, double scale, long rank) {
            return declaredFactor(part, scale);
        }
    },
    /** Rank and alpha stand in a configuration beside the file. */
    CONFIG {
        @Override
        public double factor(Part part, double scale, long rank) {
            return declaredFactor(part, scale);
        }
    },
    /** An alpha tensor stands beside each module that has a rank; LoKr of two whole factors has none, and a bias knows no scale. */
    ALPHA_TENSOR {
        @Override
        public double factor(Part part, double scale, long rank) {
            return part == Part.UP_BIAS || part == Part.LOKR_W1 && rank == 0 ? scale : 1;
        }
    };

    /**
     * What is multiplied into a part of a module.
     *
     * @param scale of the module's change
     * @param rank of the module
     */
    public abstract double factor(Part part, double scale, long rank);

    private static boolean isUp(Part part) {
        return part == Part.UP || part == Part.EMBEDDING_UP;
    }

    /** The program multiplies a bias by the scale too, so a difference of a bias is divided by it. */
    private static double declaredFactor(Part part, double scale) {
        return part == Part.DIFF_BIAS ? 1 / scale : 1;
    }
}

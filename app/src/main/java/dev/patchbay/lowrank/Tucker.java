package dev.patchbay.lowrank;

/** The three factors of a convolution that LyCORIS calls Tucker (CP): {@code ΔW[o,i,k] = Σₚ Σᵩ up[o,p] · mid[p,q,k] · down[q,i]}. */
public final class Tucker {

    private Tucker() {}

    /**
     * The same change as a pair; the middle factor is multiplied into down.
     *
     * @param up {@code [out, r]}
     * @param mid {@code [r, r · kernel]}, the kernel innermost
     * @param down {@code [r, in]}
     * @param scale usually alpha / r
     * @return down is {@code [r, in · kernel]}, the kernel innermost
     * @throws IllegalArgumentException if the sizes do not match
     */
    public static LowRankFactors pair(Matrix up, Matrix mid, Matrix down, double scale) {
        int rank = down.rows();
        if (mid.columns() % rank != 0) {
            throw new IllegalArgumentException("mid is " + mid + ", down " + down);
        }
        int kernel = mid.columns() / rank;
        // [r, r · kernel] to [r · kernel, r], so that one product covers all positions of the kernel.
        Matrix places = Matrix.filled(mid.rows() * kernel, rank, (row, q) -> mid.get(row / kernel, q * kernel + row % kernel));
        Matrix products = places.times(down);
        Matrix folded = Matrix.filled(
                mid.rows(), down.columns() * kernel, (p, column) -> products.get(p * kernel + column % kernel, column / kernel));
        return new LowRankFactors(up, folded, scale);
    }
}

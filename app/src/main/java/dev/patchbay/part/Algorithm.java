package dev.patchbay.part;

import java.util.Locale;

/**
 * How an adapter changes a weight {@code W} of shape {@code [out, in, …]}. DoRA is not listed: it adds a magnitude to any of these.
 *
 * @see <a href="https://github.com/KohakuBlueleaf/LyCORIS/blob/main/docs/Algo-Details.md">LyCORIS, algorithms</a>
 */
public enum Algorithm {
    /** {@code W + s · B · A}; a convolution may have a third factor in the middle (Tucker, CP). */
    LORA,
    /** {@code W + s · (w1_a · w1_b) ∘ (w2_a · w2_b)}, multiplied element by element. */
    LOHA,
    /** {@code W + s · w1 ⊗ w2}, the Kronecker product; either factor may be a product itself. */
    LOKR,
    /** The rows or the columns of {@code W} times a vector. */
    IA3,
    /** {@code R · W} with a block-diagonal orthogonal {@code R}. */
    OFT,
    /** As {@link #OFT}, with {@code R} a product of butterfly factors. */
    BOFT,
    /** {@code W + W · A + B}, both of low rank. */
    GLORA,
    /** {@code W + diag(b) · B · diag(d) · A} with random {@code A} and {@code B} that all modules share. */
    VERA,
    /** {@code W + s · B · diag(e) · A}. */
    ADALORA,
    /** {@code W + D}, of full rank; or {@code W} replaced. */
    FULL_DIFF,
    /** As {@link #FULL_DIFF}, for the weight and bias of a norm. */
    NORM_DIFF;

    /** As printed by {@code inspect --json}: {@code full_diff}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

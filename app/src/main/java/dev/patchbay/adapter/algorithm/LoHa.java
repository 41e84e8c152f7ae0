package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.HadamardChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code ΔW = scale · (w1_a · w1_b) ∘ (w2_a · w2_b)}, multiplied element by element. Middle factors, {@code [r, r, k…]}, stand between the
 * two of each product in a convolution, and the first ones then are {@code [r, out]}.
 *
 * @see <a href="https://arxiv.org/abs/2108.06098">FedPara</a>
 */
final class LoHa extends ChangeForm {

    private static final Factors LEFT = new Factors(Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_T1, true);
    private static final Factors RIGHT = new Factors(Part.HADA_W2_A, Part.HADA_W2_B, Part.HADA_T2, true);

    LoHa() {
        super(Algorithm.LOHA);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_W2_A, Part.HADA_W2_B)
                && parts.has(Part.HADA_T1) == parts.has(Part.HADA_T2);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.copyOf(parts()));
    }

    @Override
    List<Factors> factors() {
        return List.of(LEFT, RIGHT);
    }

    @Override
    public long rank(Parts parts) {
        return parts.size(0, Part.HADA_W1_B, Part.HADA_W2_B).orElse(0);
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return parts.size(1, Part.HADA_W1_B, Part.HADA_W2_B);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(parts.has(Part.HADA_T1) ? 1 : 0, Part.HADA_W1_A, Part.HADA_W2_A);
    }

    @Override
    public List<Long> kernel(Parts parts) {
        return parts.kernel(Part.HADA_T1, Part.HADA_T2);
    }

    @Override
    public boolean isScaled(Parts parts) {
        return true;
    }

    @Override
    public boolean isLowRank() {
        return true;
    }

    @Override
    public LayerChange change(Parts parts, PartValues values, double scale) throws IOException {
        return new HadamardChange(LEFT.product(parts, values, 1), RIGHT.product(parts, values, 1), scale);
    }
}

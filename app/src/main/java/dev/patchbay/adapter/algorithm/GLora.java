package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code W + scale · (W · a2 · a1 + b2 · b1)}, both products of low rank.
 *
 * @see <a href="https://arxiv.org/abs/2306.07967">GLoRA</a>
 */
final class GLora extends ChangeForm {

    private static final Set<Part> PARTS =
            Set.of(Part.GLORA_A1, Part.GLORA_A2, Part.GLORA_B1, Part.GLORA_B2, Part.GLORA_BM);

    @Override
    public Set<Part> parts() {
        return PARTS;
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.GLORA_A1, Part.GLORA_A2, Part.GLORA_B1, Part.GLORA_B2);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.GLORA_A1, Part.GLORA_A2), List.of(Part.GLORA_B1, Part.GLORA_B2), List.of(Part.GLORA_BM));
    }

    @Override
    public long rank(Parts parts) {
        return parts.size(0, Part.GLORA_A1, Part.GLORA_B1).orElse(0);
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return parts.size(1, Part.GLORA_A1, Part.GLORA_B1);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.GLORA_B2);
    }

    @Override
    public boolean isScaled(Parts parts) {
        return true;
    }

    /** {@code W · a2 · a1} mixes inputs at each place of a kernel. */
    @Override
    public boolean fits(Parts parts, Shape weight) {
        return super.fits(parts, weight)
                || weight.dimensions() > 2
                        && outputs(parts).orElse(weight.size(0)) == weight.size(0)
                        && inputs(parts).orElse(weight.size(1)) == weight.size(1);
    }
}

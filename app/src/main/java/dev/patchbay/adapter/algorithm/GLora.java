package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code W + scale · (W · a2 · a1 + b2 · b1)}, both products of low rank, with a1 {@code [r, in]}, a2 {@code [in, r]}, b1 {@code [r, in]}
 * and b2 {@code [out, r]}. Newer files of LyCORIS exchange 1 and 2: a1 is {@code [in, r]}, a2 {@code [r, in]}, b1 {@code [out, r]} and b2
 * {@code [r, in]}.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/weight_adapter/glora.py">ComfyUI, which reads both</a>
 * @see <a href="https://arxiv.org/abs/2306.07967">GLoRA</a>
 */
final class GLora extends ChangeForm {

    GLora() {
        super(Algorithm.GLORA);
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
    public boolean multiplies(Parts parts) {
        List<Factors> products = isNewer(parts)
                ? List.of(new Factors(Part.GLORA_A1, Part.GLORA_A2), new Factors(Part.GLORA_B1, Part.GLORA_B2))
                : List.of(new Factors(Part.GLORA_A2, Part.GLORA_A1), new Factors(Part.GLORA_B2, Part.GLORA_B1));
        return products.stream().allMatch(product -> product.agree(parts));
    }

    /**
     * True for newer files, where the factors of both products are exchanged; if both readings are possible, the one with the smaller rank.
     */
    private static boolean isNewer(Parts parts) {
        OptionalLong rank = parts.size(0, Part.GLORA_B2);
        return rank.isPresent()
                && rank.equals(parts.size(1, Part.GLORA_B1))
                && rank.equals(parts.size(1, Part.GLORA_A1))
                && rank.equals(parts.size(0, Part.GLORA_A2))
                && rank.getAsLong() < parts.size(0, Part.GLORA_A1).orElse(0);
    }

    @Override
    public long rank(Parts parts) {
        return (isNewer(parts) ? parts.size(0, Part.GLORA_B2) : parts.size(0, Part.GLORA_A1, Part.GLORA_B1)).orElse(0);
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return isNewer(parts) ? parts.size(1, Part.GLORA_B2) : parts.size(1, Part.GLORA_A1, Part.GLORA_B1);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, isNewer(parts) ? Part.GLORA_B1 : Part.GLORA_B2);
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

package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.List;
import java.util.OptionalLong;

/**
 * As {@link Oft}, with {@code R} a product of m butterfly factors: blocks are {@code [m, n, b, b]}, which LyCORIS keeps under the names of
 * OFT.
 *
 * @see <a href="https://arxiv.org/abs/2311.06243">BOFT</a>
 */
final class Boft extends ChangeForm {

    Boft() {
        super(Algorithm.BOFT, Part.OFT_BLOCKS, Part.RESCALE);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.hasAny(Part.OFT_BLOCKS, Part.BOFT_R);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.OFT_BLOCKS), List.of(Part.BOFT_R));
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.RESCALE, Part.BOFT_S);
    }
}

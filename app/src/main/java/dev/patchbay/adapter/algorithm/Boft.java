package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Part;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * As {@link Oft}, with {@code R} a product of m butterfly factors: blocks are {@code [m, n, b, b]}, which LyCORIS keeps under the names of OFT.
 *
 * @see <a href="https://arxiv.org/abs/2311.06243">BOFT</a>
 */
final class Boft extends ChangeForm {

    private static final Set<Part> PARTS = Set.of(Part.OFT_BLOCKS, Part.RESCALE, Part.BOFT_R, Part.BOFT_S);

    @Override
    public Set<Part> parts() {
        return PARTS;
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

package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code R · W} with a block-diagonal orthogonal {@code R}. The blocks are kept as angles, of which zero is no rotation; alpha limits them and is
 * no scale.
 *
 * @see <a href="https://arxiv.org/abs/2306.07280">OFT</a>
 */
final class Oft extends ChangeForm {

    Oft() {
        super(Algorithm.OFT);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.hasAny(Part.OFT_BLOCKS, Part.OFT_R);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.OFT_BLOCKS), List.of(Part.OFT_R));
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.RESCALE);
    }

    @Override
    public boolean claims(Parts parts) {
        return parts.agrees(Part.OFT_BLOCKS, blocks -> blocks.dimensions() != 4);
    }
}

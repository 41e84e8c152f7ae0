package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code R · W} with a block-diagonal orthogonal {@code R}. The blocks are stored as generators of rotations, zero for the identity; alpha
 * limits their norm and is not a scale. LyCORIS and kohya keep n blocks of {@code b · b}, with {@code n · b} the rows of {@code W}; PEFT's
 * turn the inputs.
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
        OptionalLong rows = parts.size(0, Part.RESCALE);
        return rows.isPresent() ? rows : parts.shape(Part.OFT_BLOCKS).map(Oft::rows).orElse(OptionalLong.empty());
    }

    private static OptionalLong rows(Shape blocks) {
        return blocks.dimensions() == 3 ? OptionalLong.of(blocks.size(0) * blocks.size(1)) : OptionalLong.empty();
    }

    @Override
    public boolean claims(Parts parts) {
        return parts.agrees(Part.OFT_BLOCKS, blocks -> blocks.dimensions() != 4);
    }
}

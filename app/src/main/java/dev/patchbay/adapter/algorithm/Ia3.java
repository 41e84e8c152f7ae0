package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows or the columns of {@code W} times a vector. PEFT's vector multiplies as it is; LyCORIS' is added to one first, and has
 * {@code on_input} beside it.
 *
 * @see <a href="https://arxiv.org/abs/2205.05638">(IA)³</a>
 */
final class Ia3 extends ChangeForm {

    Ia3() {
        super(Algorithm.IA3);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.IA3);
    }

    @Override
    List<List<Part>> products() {
        return List.of();
    }

    @Override
    public boolean fits(Parts parts, Shape weight) {
        return weight.dimensions() >= 2
                && parts.agrees(Part.IA3, vector -> List.of(weight.size(0), weight.size(1)).contains(vector.elements()));
    }

    @Override
    public boolean isNeutral(Parts parts, Map<Part, TensorStatistics> read) {
        double neutral = parts.has(Part.ON_INPUT) ? 0 : 1;
        return super.isNeutral(parts, read)
                && Optional.ofNullable(read.get(Part.IA3))
                        .filter(vector -> vector.count() > 0 && vector.min() == neutral && vector.max() == neutral)
                        .isPresent();
    }
}

package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code W + D} of full rank, or {@code W} replaced; its parts may also stand beside those of any other algorithm. */
final class FullDifference extends ChangeForm {

    static final List<List<Part>> PRODUCTS = List.of(List.of(Part.DIFF), List.of(Part.DIFF_BIAS), List.of(Part.DIFF_MODULATION));
    static final Map<Part, Difference> DIFFERENCES = Map.of(
            Part.DIFF, Difference.OF_WEIGHT,
            Part.SET_WEIGHT, Difference.IN_PLACE_OF_WEIGHT,
            Part.DIFF_BIAS, Difference.OF_BIAS);

    FullDifference() {
        super(Algorithm.FULL_DIFF);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.hasAny(Part.DIFF, Part.DIFF_BIAS, Part.DIFF_MODULATION, Part.SET_WEIGHT);
    }

    @Override
    List<List<Part>> products() {
        return PRODUCTS;
    }

    @Override
    public OptionalLong inputs(Parts parts) {
        return parts.size(1, Part.DIFF, Part.SET_WEIGHT);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.DIFF, Part.SET_WEIGHT, Part.DIFF_BIAS);
    }

    @Override
    public List<Long> kernel(Parts parts) {
        return parts.kernel(Part.DIFF, Part.SET_WEIGHT);
    }

    @Override
    public boolean fits(Parts parts, Shape weight) {
        return parts.agrees(Part.DIFF, weight::equals)
                && parts.agrees(Part.SET_WEIGHT, weight::equals)
                && parts.agrees(Part.DIFF_BIAS, bias -> weight.dimensions() > 0 && bias.elements() == weight.size(0));
    }
}

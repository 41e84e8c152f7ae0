package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Differences of the weight and the bias of a norm, {@code [n]}. */
final class NormDifference extends ChangeForm {

    NormDifference() {
        super(Algorithm.NORM_DIFF);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.hasAny(Part.NORM_WEIGHT, Part.NORM_BIAS);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.NORM_WEIGHT), List.of(Part.NORM_BIAS));
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.NORM_WEIGHT, Part.NORM_BIAS);
    }

    @Override
    public boolean fits(Parts parts, Shape weight) {
        return parts.agrees(Part.NORM_WEIGHT, norm -> norm.elements() == weight.elements());
    }

    @Override
    public Optional<Difference> difference(Part part) {
        return switch (part) {
            case NORM_WEIGHT -> Optional.of(Difference.OF_WEIGHT);
            case NORM_BIAS -> Optional.of(Difference.OF_BIAS);
            default -> super.difference(part);
        };
    }
}

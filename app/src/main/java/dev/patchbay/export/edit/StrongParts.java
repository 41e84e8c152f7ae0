package dev.patchbay.export.edit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts that a strength is multiplied into: one factor of each product, and every difference that is added as it is. */
final class StrongParts {

    private static final Set<Part> MULTIPLIED = EnumSet.of(
            Part.UP, Part.UP_BIAS, Part.EMBEDDING_UP, Part.HADA_W1_A, Part.LOKR_W1, Part.LOKR_W1_A, Part.VERA_LAMBDA_B,
            Part.DIFF, Part.DIFF_BIAS, Part.DIFF_MODULATION, Part.NORM_WEIGHT, Part.NORM_BIAS);

    /** Parts beside which a change is no multiple of any stored number. */
    private static final Set<Part> BENDING = EnumSet.of(Part.MAGNITUDE, Part.SET_WEIGHT);

    private StrongParts() {}

    /** None if the module is incomplete, or its change is not what one of its parts multiplies: rotations, (IA)³, GLoRA, DoRA. */
    static List<MappedTensor> of(AdapterModule module) {
        if (!module.isComplete() || module.parts().keySet().stream().anyMatch(BENDING::contains)) {
            return List.of();
        }
        return module.parts().entrySet().stream()
                .filter(entry -> MULTIPLIED.contains(entry.getKey()) && !isUnread(entry.getKey(), module))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A factor beside the product that it stands for. */
    private static boolean isUnread(Part part, AdapterModule module) {
        return part == Part.LOKR_W1_A && module.part(Part.LOKR_W1).isPresent();
    }
}

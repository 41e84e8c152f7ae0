package dev.patchbay.mapping;

import dev.patchbay.tensor.TensorInfo;
import java.util.List;

/**
 * A tensor as the rules leave it.
 *
 * @param info resulting name, dtype and shape
 * @param recipe where its values come from
 * @param rules positions in the rule set of the rules that changed it (not of those that kept it), ascending; empty if none did
 */
public record MappedTensor(TensorInfo info, TensorRecipe recipe, List<Integer> rules) {

    public MappedTensor {
        rules = List.copyOf(rules);
    }

    public String name() {
        return info.name();
    }

    /** Name of the stored tensor. */
    public String source() {
        return recipe.source();
    }
}

package dev.patchbay.mapping;

import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Set;

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

    /** Name of the stored tensor; of the first one if it is made of several. */
    public String source() {
        return recipe.source();
    }

    /** Names of all stored tensors it is made of, each once, in the order they are used. */
    public Set<String> sources() {
        return recipe.sources();
    }
}

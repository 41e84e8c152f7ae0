package dev.patchbay.mapping;

import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Set;

/**
 * A tensor as rules leave it.
 *
 * @param info resulting name, dtype and shape
 * @param recipe how its values are made from stored tensors
 * @param rules positions of the rules that changed it (not of those that kept it), ascending; empty if none did
 * @param inputs names of the tensors that it was made of, before the first rule: stored names, or after {@link RuleSet#then} names that
 *     the earlier rules gave
 */
public record MappedTensor(TensorInfo info, TensorRecipe recipe, List<Integer> rules, List<String> inputs) {

    public MappedTensor {
        rules = List.copyOf(rules);
        inputs = List.copyOf(inputs);
    }

    /** A tensor that rules made from stored tensors. */
    public MappedTensor(TensorInfo info, TensorRecipe recipe, List<Integer> rules) {
        this(info, recipe, rules, List.copyOf(recipe.sources()));
    }

    /** A tensor that no rule has changed. */
    public MappedTensor(TensorInfo info, TensorRecipe recipe) {
        this(info, recipe, List.of(), List.of(info.name()));
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

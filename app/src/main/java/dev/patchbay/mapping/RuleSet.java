package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable list of rules with what a person wrote about it.
 *
 * @param name for people; empty while unsaved
 * @param note for people
 * @param source convention the rules expect, {@code sat}; empty if any
 * @param target family the rules lead to, {@code cogvideox}; empty if any
 * @param entries in the order they act
 */
public record RuleSet(String name, String note, String source, String target, List<RuleEntry> entries) {

    public static final RuleSet EMPTY = new RuleSet("", "", "", "", List.of());

    public RuleSet {
        entries = List.copyOf(entries);
    }

    /** A rule set of these rules, all enabled. */
    public static RuleSet of(List<Rule> rules) {
        return EMPTY.plus(rules);
    }

    /** The same with these rules at the end. */
    public RuleSet plus(List<? extends Rule> rules) {
        List<RuleEntry> all = new ArrayList<>(entries);
        rules.forEach(rule -> all.add(new RuleEntry(rule)));
        return with(all);
    }

    /** Both, one after the other: named after both, expecting what the first expects and leading where the last leads. */
    public RuleSet then(RuleSet next) {
        if (entries.isEmpty()) {
            return next;
        }
        List<RuleEntry> all = new ArrayList<>(entries);
        all.addAll(next.entries);
        return new RuleSet(
                joined(" + ", name, next.name),
                joined("\n", note, next.note),
                source.isEmpty() ? next.source : source,
                next.target.isEmpty() ? target : next.target,
                all);
    }

    private static String joined(String between, String one, String other) {
        return Stream.of(one, other).filter(text -> !text.isBlank()).collect(Collectors.joining(between));
    }

    /** The same head with other entries. */
    public RuleSet with(List<RuleEntry> others) {
        return new RuleSet(name, note, source, target, others);
    }

    /**
     * True if the target is this family, or a family that it belongs to, or any; of a family that nobody knows every rule set may be for.
     *
     * @param family of a base model: {@code cogvideox}, {@code stable-diffusion-xl}, {@code unknown}
     */
    public boolean isFor(String family) {
        return target.isEmpty() || target.equals("*") || family.equals("unknown") || (family + "-").startsWith(target + "-");
    }

    /**
     * Applies the rules to a state dict. A pure function: the same names and shapes give the same result. A rule that cannot do what it says
     * leaves the tensor as it was and is among the problems; where two tensors come to one name, both are there and a problem names them.
     *
     * @param tensors names are different from each other
     */
    public MappingResult apply(List<TensorInfo> tensors) {
        return apply(tensors, ModuleNames.NONE);
    }

    /**
     * The same with a base model to look flattened names up in.
     *
     * @param names pure too: the same answer whenever it is asked
     */
    public MappingResult apply(List<TensorInfo> tensors, ModuleNames names) {
        List<MappedTensor> asStored = tensors.stream().map(info -> new MappedTensor(info, new TensorRecipe.Stored(info.name()))).toList();
        return new RuleApplication(this, tensors, asStored, names).run();
    }

    /**
     * Applies the rules to what other rules left. Recipes are put together, so that the result is made of stored tensors directly: what one rule
     * cut and this one joins again is the stored tensor itself.
     *
     * @param before names, shapes and recipes to begin with; the results' {@link MappedTensor#inputs} are these names
     * @param stored every tensor that the recipes are made of
     */
    public MappingResult then(List<MappedTensor> before, Collection<TensorInfo> stored) {
        List<MappedTensor> inputs = before.stream().map(tensor -> new MappedTensor(tensor.info(), tensor.recipe())).toList();
        return new RuleApplication(this, stored, inputs, ModuleNames.NONE).run();
    }
}

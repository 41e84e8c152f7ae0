package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable list of rules with its title and notes.
 *
 * @param name for people; empty if it was never saved
 * @param note for people
 * @param source naming convention the rules expect, {@code sat}; empty if any
 * @param target naming scheme whose diffusers names result, {@code cogvideox}, or {@code wan} for all families named like it; empty if any
 * @param entries in the order they are applied
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

    /** The same set with these rules appended, enabled. */
    public RuleSet plus(List<? extends Rule> rules) {
        List<RuleEntry> all = new ArrayList<>(entries);
        rules.forEach(rule -> all.add(new RuleEntry(rule)));
        return with(all);
    }

    /**
     * Both rule sets one after the other, with both names and notes. The source is that of the first set that has one, the target that of
     * the last.
     */
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

    /** The same name, note, source and target with other entries. */
    public RuleSet with(List<RuleEntry> others) {
        return new RuleSet(name, note, source, target, others);
    }

    /** True if no rule is enabled, so that a file stays as it is. */
    public boolean isIdle() {
        return entries.stream().noneMatch(RuleEntry::enabled);
    }

    /**
     * True if the target is one of these naming schemes, or any.
     *
     * @param schemes that a base model's names follow: {@code wan-vace} and {@code wan}; none for one of no known family, to which every
     *     rule set may apply
     */
    public boolean isFor(Set<String> schemes) {
        return target.isEmpty() || target.equals("*") || schemes.isEmpty() || schemes.contains(target);
    }

    /**
     * Applies the rules to a state dict. A pure function: the same names and shapes give the same result. If a rule cannot be applied to
     * a tensor, the tensor stays as it was and a problem says why; if two tensors get one name, both are in the result and a problem
     * names them.
     *
     * @param tensors with distinct names
     */
    public MappingResult apply(List<TensorInfo> tensors) {
        return apply(tensors, ModuleNames.NONE);
    }

    /**
     * The same with a base model in which flattened names are looked up.
     *
     * @param names has to give the same answers every time
     */
    public MappingResult apply(List<TensorInfo> tensors, ModuleNames names) {
        List<MappedTensor> asStored = tensors.stream().map(info -> new MappedTensor(info, new TensorRecipe.Stored(info.name()))).toList();
        return new RuleApplication(this, tensors, asStored, names).run();
    }

    /**
     * Applies the rules to the result of other rules. Recipes are composed, so that the result is made from stored tensors directly: what
     * an earlier rule cut and a rule of this set joins again is the stored tensor itself.
     *
     * @param before the earlier result; the {@link MappedTensor#inputs} of the new one are these names
     * @param stored every tensor from which the recipes are made
     */
    public MappingResult then(List<MappedTensor> before, Collection<TensorInfo> stored) {
        List<MappedTensor> inputs = before.stream().map(tensor -> new MappedTensor(tensor.info(), tensor.recipe())).toList();
        return new RuleApplication(this, stored, inputs, ModuleNames.NONE).run();
    }
}

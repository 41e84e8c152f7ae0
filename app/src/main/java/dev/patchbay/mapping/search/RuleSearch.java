package dev.patchbay.mapping.search;

import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.UnflattenRule;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries rule sets on the names and shapes of one file. Every set is applied once, however often it is asked for; a person's own sets are
 * always among the candidates. For one thread.
 */
public final class RuleSearch {

    /** Results for files with more tensors than this are not kept: no adapter has so many, and each result is as long as the file. */
    private static final int MOST_KEPT = 20_000;

    private final List<TensorInfo> tensors;
    private final ModuleNames names;
    private final KnownRules known;
    private final Map<RuleSet, MappingResult> withLookUp = new HashMap<>();
    /** Of sets that look no name up in a base: the same for every base. */
    private final Map<RuleSet, MappingResult> others;

    private @Nullable List<RuleSet> suiting;

    /**
     * @param tensors of the file; names differ from each other
     * @param names where flattened names are looked up
     * @param known the sets to try
     */
    public RuleSearch(List<TensorInfo> tensors, ModuleNames names, KnownRules known) {
        this(tensors, names, known, new HashMap<>());
    }

    private RuleSearch(List<TensorInfo> tensors, ModuleNames names, KnownRules known, Map<RuleSet, MappingResult> others) {
        this.tensors = tensors;
        this.names = names;
        this.known = known;
        this.others = others;
    }

    /** The same file with another base to look flattened names up in. */
    public RuleSearch with(ModuleNames other) {
        RuleSearch search = new RuleSearch(tensors, other, known, others);
        search.suiting = suiting;
        return search;
    }

    /**
     * A rule set that was tried.
     *
     * @param result what it makes of the file
     * @param score how much of that is where it should be
     */
    public record Found<S>(MappingResult result, S score) {

        public RuleSet rules() {
            return result.rules();
        }
    }

    public KnownRules known() {
        return known;
    }

    /** Known sets that meet one of the file's names: a person's own first, then built-in ones that lead to diffusers' names. */
    public List<RuleSet> suiting() {
        List<RuleSet> found = suiting;
        if (found == null) {
            found = known.suiting(tensors.stream().map(TensorInfo::name).toList());
            suiting = found;
        }
        return found;
    }

    /** A person's own sets that have something to do with the file's names. */
    public List<RuleSet> own() {
        return suiting().stream().filter(known.own()::contains).toList();
    }

    /** The file as it is, then the known sets that have something to do with it and are for this family or a person's own. */
    public List<RuleSet> candidatesFor(String family) {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        suiting().stream().filter(rules -> known.mayBeFor(family, rules)).forEach(candidates::add);
        return candidates;
    }

    /** The file as it is, then all known sets that have something to do with it. */
    public List<RuleSet> candidates() {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        candidates.addAll(suiting());
        return candidates;
    }

    /** What a set makes of the file. */
    public MappingResult apply(RuleSet rules) {
        if (tensors.size() > MOST_KEPT) {
            return rules.apply(tensors, names);
        }
        return (looksUp(rules) ? withLookUp : others).computeIfAbsent(rules, one -> one.apply(tensors, names));
    }

    private static boolean looksUp(RuleSet rules) {
        return rules.entries().stream().map(RuleEntry::rule).anyMatch(UnflattenRule.class::isInstance);
    }

    /**
     * The candidate that brings most to where it should be; the first of several that are as good.
     *
     * @param arrived how much of a result is where it should be; empty if the set is out of the question
     */
    public <S extends Comparable<? super S>> Optional<Found<S>> best(
            Collection<RuleSet> candidates, Function<MappingResult, Optional<S>> arrived) {
        Optional<Found<S>> best = Optional.empty();
        for (RuleSet candidate : candidates) {
            MappingResult result = apply(candidate);
            Optional<S> score = arrived.apply(result);
            if (score.isPresent() && (best.isEmpty() || score.get().compareTo(best.get().score()) > 0)) {
                best = Optional.of(new Found<>(result, score.get()));
            }
        }
        return best;
    }
}

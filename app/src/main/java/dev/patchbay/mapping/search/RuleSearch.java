package dev.patchbay.mapping.search;

import dev.patchbay.mapping.MappedTensor;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries rule sets on the names and shapes of one file. Every set is applied once, however often its result is needed; a person's own sets
 * are always among the candidates. Not thread-safe.
 */
public final class RuleSearch {

    /** The name of rules that take out of names what does not belong there. */
    public static final String TIDY = TidyRules.NAME;

    /** Results for files with more tensors than this are not kept: each is as long as the file, and no adapter has so many. */
    private static final int MOST_KEPT = 20_000;

    private final List<TensorInfo> tensors;
    private final ModuleNames names;
    private final KnownRules known;
    private final Map<RuleSet, MappingResult> withLookUp = new HashMap<>();
    /** Results of sets that look no name up in a base, and so are the same for every base. */
    private final Map<RuleSet, MappingResult> others;

    private final Map<RuleSet, Optional<RuleSet>> beyond = new HashMap<>();

    private final Map<Kept, Object> kept = new HashMap<>();
    private @Nullable List<RuleSet> suiting;

    private record Kept(Class<?> type, RuleSet start) {}

    /**
     * @param tensors of the file, with distinct names
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

    /** The same file with another base model in which flattened names are looked up. */
    public RuleSearch with(ModuleNames other) {
        RuleSearch search = new RuleSearch(tensors, other, known, others);
        search.suiting = suiting;
        search.beyond.putAll(beyond);
        return search;
    }

    /**
     * A rule set that was tried.
     *
     * @param result what it makes of the file
     * @param score how well the result fits, by the measure of the search
     */
    public record Found<S>(MappingResult result, S score) {

        public RuleSet rules() {
            return result.rules();
        }
    }

    public KnownRules known() {
        return known;
    }

    /**
     * Known sets that match at least one of the file's names: a person's own first, then built-in ones that lead to diffusers' names. If
     * some names hold what does not belong there, then also rules that take it out, alone and with the sets that match what they leave.
     */
    public List<RuleSet> suiting() {
        List<RuleSet> found = suiting;
        if (found == null) {
            List<String> stored = tensors.stream().map(TensorInfo::name).toList();
            List<RuleSet> all = new ArrayList<>(known.suiting(stored));
            TidyRules.of(stored).ifPresent(tidy -> all.addAll(behind(tidy)));
            found = List.copyOf(all);
            suiting = found;
        }
        return found;
    }

    private List<RuleSet> behind(RuleSet tidy) {
        List<String> names = apply(tidy).tensors().stream().map(MappedTensor::name).toList();
        List<RuleSet> sets = new ArrayList<>(List.of(tidy));
        beyond.put(tidy, Optional.empty());
        for (RuleSet next : known.suiting(names)) {
            RuleSet both = tidy.then(next);
            beyond.put(both, Optional.of(next));
            sets.add(both);
        }
        return sets;
    }

    /** True for a set of {@link #suiting} that takes out what does not belong into the names, alone or before a known set. */
    public boolean tidies(RuleSet rules) {
        return beyond.containsKey(rules);
    }

    /** The known set that such a set goes on with. */
    public Optional<RuleSet> afterTidying(RuleSet rules) {
        return beyond.getOrDefault(rules, Optional.empty());
    }

    /** A person's own sets that match at least one of the file's names. */
    public List<RuleSet> own() {
        return suiting().stream().filter(known.own()::contains).toList();
    }

    /** The empty set, then all known sets that match at least one name. */
    public List<RuleSet> candidates() {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        candidates.addAll(suiting());
        return candidates;
    }

    /**
     * What a caller found out beginning with these rules; made once and kept, so that nobody repeats it.
     *
     * @param type tells apart what callers keep
     */
    public <T> T kept(Class<T> type, RuleSet start, Supplier<T> make) {
        Kept key = new Kept(type, start);
        T known = type.cast(kept.get(key));
        if (known == null) {
            known = make.get();
            kept.put(key, known);
        }
        return known;
    }

    /** The result of a set for this file. */
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
     * The candidate with the highest score; the first of several with the same.
     *
     * @param arrived score of a result; empty to reject it
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

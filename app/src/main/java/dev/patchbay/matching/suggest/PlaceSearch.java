package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fix.RuleTrials;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps by which {@link Suggestions} are found, for one file and base. */
final class PlaceSearch {

    private final AdapterFit file;
    private final BaseModel base;
    private final RuleSearch search;
    private final List<ForeignModule> modules;
    private RuleSet rules;
    private Arrivals arrivals;
    private final Map<ForeignModule, Suggestion> found = new HashMap<>();
    private final Map<ForeignModule, KnownNames.Kind> kinds = new LinkedHashMap<>();

    PlaceSearch(AdapterFit file, RuleSearch search) {
        this.file = file;
        this.base = file.base();
        this.search = search;
        this.modules = new ArrayList<>(
                ForeignModule.find(file.adapter(), file.mapping().tensors().stream().map(MappedTensor::info).toList()));
        this.rules = file.mapping().rules();
        this.arrivals = Arrivals.of(file, file.mapping());
    }

    Suggestions run() {
        RuleSet chosen = RuleTrials.of(file, search).best();
        if (!chosen.equals(rules) && chosen.entries().containsAll(rules.entries())) {
            rules = chosen;
            arrivals = Arrivals.of(file, search.apply(chosen));
            addMadeModules();
        }
        spell();
        KnownConvention convention = KnownConvention.of(left(), base, search.known());
        improve(List.of(rules.then(convention.rules())));
        List<ForeignModule> open = unknown();
        Map<ForeignModule, List<Place>> clear = free(convention.places(), open);
        Set<ForeignModule> plain = new HashSet<>(clear.keySet());
        plain.retainAll(convention.plain());
        new NamedEnds(base).among(open).forEach((module, place) -> {
            clear.put(module, List.of(place));
            plain.add(module);
        });
        Map<ForeignModule, List<Place>> named = free(clear, open);
        named.forEach((module, places) -> found.put(module, Suggestion.known(module, places, false)));
        likeness(open);
        found.forEach((module, suggestion) -> {
            if (suggestion.certain()) {
                named.put(module, suggestion.targets());
                plain.add(module);
            }
        });
        RuleSet own = RuleSet.of(SuggestedRules.of(modules.stream().filter(plain::contains).toList(), named));
        improve(List.of(rules.then(own), own.then(rules)));
        return suggestions();
    }

    /** Halves in words that nobody uses hide a known convention: rules are chosen once more behind those that spell them as PEFT does. */
    private void spell() {
        RuleSet spelling = rules.then(RuleSet.of(SuggestedRules.halves(left())));
        if (!spelling.equals(rules)) {
            MappingResult spelled = search.apply(spelling);
            AdapterFit fit = new AdapterFit(
                    file.checkpoint(), spelled, AdapterFit.named(file.checkpoint(), spelled), base, file.expectation());
            improve(List.of(RuleTrials.of(fit, search).best()));
        }
    }

    /** Tensors that only the rules make a part of the adapter: norm scales, which authors call {@code scale}. */
    private void addMadeModules() {
        Set<String> known = modules.stream().flatMap(module -> module.tensors().stream()).map(TensorInfo::name).collect(Collectors.toSet());
        file.adapter().leftovers().stream()
                .map(MappedTensor::info)
                .filter(tensor -> !known.contains(tensor.name()))
                .map(ForeignModule::alone)
                .filter(module -> !arrivals.of(module).isEmpty())
                .forEach(modules::add);
    }

    /** Takes those of the rules under which most arrives, if that is more than now. */
    private void improve(List<RuleSet> others) {
        for (RuleSet other : others) {
            if (!other.equals(rules)) {
                MappingResult result = search.apply(other);
                Arrivals then = Arrivals.of(file, result);
                if (then.count(modules) > arrivals.count(modules)) {
                    rules = other;
                    arrivals = then;
                }
            }
        }
    }

    private List<ForeignModule> left() {
        return modules.stream().filter(module -> arrivals.of(module).isEmpty()).toList();
    }

    /** Modules that arrive nowhere and whose names say nothing. */
    private List<ForeignModule> unknown() {
        KnownNames names = new KnownNames(base, file.locator());
        left().forEach(module -> kinds.put(module, names.of(module)));
        return kinds.entrySet().stream().filter(one -> one.getValue() == KnownNames.Kind.UNKNOWN).map(Map.Entry::getKey).toList();
    }

    /** Those of the modules whose places nobody has, in the order of the file; each place is given once. */
    private Map<ForeignModule, List<Place>> free(Map<ForeignModule, List<Place>> places, Collection<ForeignModule> open) {
        Set<Place> taken = taken();
        Map<ForeignModule, List<Place>> free = new LinkedHashMap<>();
        open.forEach(module -> {
            List<Place> wanted = places.getOrDefault(module, List.of());
            if (!wanted.isEmpty() && wanted.stream().noneMatch(taken::contains)) {
                free.put(module, wanted);
                taken.addAll(wanted);
            }
        });
        return free;
    }

    private Set<Place> taken() {
        Set<Place> taken = modules.stream().flatMap(module -> arrivals.of(module).stream()).collect(Collectors.toSet());
        found.values().forEach(one -> taken.addAll(one.targets()));
        return taken;
    }

    private void likeness(List<ForeignModule> open) {
        Set<String> taken = taken().stream().map(Place::address).collect(Collectors.toSet());
        base.components().forEach(dictionary -> {
            List<ForeignModule> mine = open.stream()
                    .filter(module -> !found.containsKey(module) && SaidComponent.of(module, base).contains(dictionary))
                    .toList();
            found.putAll(Likeness.of(mine, dictionary, taken));
        });
    }

    private Suggestions suggestions() {
        Set<Place> taken = modules.stream().flatMap(module -> arrivals.of(module).stream()).collect(Collectors.toSet());
        List<Suggestion> all = modules.stream()
                .map(module -> {
                    List<Place> places = arrivals.of(module);
                    return places.isEmpty()
                            ? likely(module).filter(one -> one.targets().stream().noneMatch(taken::contains))
                            : Optional.of(arrived(module, places));
                })
                .flatMap(Optional::stream)
                .toList();
        Set<String> matched = all.stream().map(Suggestion::source).collect(Collectors.toSet());
        List<ForeignModule> unmatched = modules.stream().filter(module -> !matched.contains(module.name())).toList();
        Map<String, Unmatched> reasons = new LinkedHashMap<>();
        unmatched.forEach(module -> reasons.put(module.name(), reason(module)));
        return new Suggestions(all, unmatched.stream().map(ForeignModule::name).toList(), reasons, beyond(), rules);
    }

    /** What arrives by a rule that likeness gave keeps that likeness. */
    private Suggestion arrived(ForeignModule module, List<Place> places) {
        return Optional.ofNullable(found.get(module))
                .filter(alike -> alike.targets().equals(places))
                .map(alike -> alike.as(true))
                .orElseGet(() -> Suggestion.known(module, places, true));
    }

    private Set<String> beyond() {
        return kinds.entrySet().stream()
                .filter(module -> module.getValue() == KnownNames.Kind.BEYOND_ITS_BLOCKS)
                .flatMap(module -> module.getKey().tensors().stream())
                .map(TensorInfo::name)
                .collect(Collectors.toSet());
    }

    /** What only looks like a place that others have is a repeat, too. */
    private Unmatched reason(ForeignModule module) {
        if (arrivals.isRepeat(module) || found.containsKey(module)) {
            return Unmatched.REPEATED;
        }
        return switch (kinds.getOrDefault(module, KnownNames.Kind.UNKNOWN)) {
            case BEYOND_ITS_BLOCKS -> Unmatched.FEWER_BLOCKS;
            case OF_A_RELATIVE -> Unmatched.ABSENT_LAYER;
            case OF_THE_BASE -> Unmatched.DOES_NOT_FIT;
            case UNKNOWN -> Unmatched.UNKNOWN_NAME;
        };
    }

    private Optional<Suggestion> likely(ForeignModule module) {
        return Optional.ofNullable(found.get(module)).map(Suggestion::likelyOnly);
    }
}

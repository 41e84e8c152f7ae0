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
import java.util.LinkedHashSet;
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
    private final Set<String> beyond = new LinkedHashSet<>();

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
        Map<ForeignModule, KnownNames.Kind> kinds = new LinkedHashMap<>();
        left().forEach(module -> kinds.put(module, names.of(module)));
        kinds.forEach((module, kind) -> {
            if (kind == KnownNames.Kind.BEYOND_ITS_BLOCKS) {
                module.tensors().forEach(tensor -> beyond.add(tensor.name()));
            }
        });
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
                            : Optional.of(Suggestion.known(module, places, true));
                })
                .flatMap(Optional::stream)
                .toList();
        Set<String> matched = all.stream().map(Suggestion::source).collect(Collectors.toSet());
        List<String> unmatched = modules.stream().map(ForeignModule::name).filter(name -> !matched.contains(name)).toList();
        return new Suggestions(all, unmatched, beyond, rules);
    }

    private Optional<Suggestion> likely(ForeignModule module) {
        return Optional.ofNullable(found.get(module)).map(Suggestion::likelyOnly);
    }
}

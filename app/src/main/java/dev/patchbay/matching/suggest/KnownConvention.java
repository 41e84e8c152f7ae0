package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.GatherRule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.ModuleIndex;
import dev.patchbay.matching.names.ModuleIndex.ModuleAddress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule set, built in or a person's own, says about the modules of a file. The rules are applied to module names, as if each module
 * had a whole weight, so that they help even if only a part of the names follows their convention.
 *
 * @param rules the rule set that finds most modules
 * @param places base modules by module of the file; several if the rules split it, and only if every piece is found
 * @param plain those of the modules whose rows stay in their order, so that names and cuts are all that the rules change
 */
record KnownConvention(RuleSet rules, Map<ForeignModule, List<Place>> places, Set<ForeignModule> plain)
        implements Comparable<KnownConvention> {

    private static final KnownConvention NONE = new KnownConvention(RuleSet.EMPTY, Map.of(), Set.of());

    /** The rule set that leads most modules to base modules of their size; one set for all, since a file follows one convention. */
    static KnownConvention of(List<ForeignModule> modules, BaseModel base, KnownRules known) {
        Map<String, ForeignModule> questions = questions(modules);
        List<TensorInfo> infos = new ArrayList<>();
        questions.forEach((name, module) ->
                module.weight().ifPresent(weight -> infos.add(new TensorInfo(name, DType.F32, weight))));
        RuleSearch search = new RuleSearch(infos, base::unflatten, known);
        return search.best(search.suiting(), result -> Optional.of(of(result, questions, base)))
                .map(Found::score)
                .filter(best -> !best.places().isEmpty())
                .orElse(NONE);
    }

    @Override
    public int compareTo(KnownConvention other) {
        return Integer.compare(places.size(), other.places.size());
    }

    /** Each module under the name of its weight and under that of its up matrix: conventions match one or the other. */
    private static Map<String, ForeignModule> questions(List<ForeignModule> modules) {
        Map<String, ForeignModule> questions = new LinkedHashMap<>();
        for (ForeignModule module : modules) {
            questions.putIfAbsent(module.name() + ".weight", module);
            module.pair().ifPresent(pair -> questions.putIfAbsent(pair.up().name(), module));
        }
        return questions;
    }

    private static KnownConvention of(MappingResult result, Map<String, ForeignModule> questions, BaseModel base) {
        ModuleIndex index = new ModuleIndex(base);
        Map<String, List<Place>> found = new LinkedHashMap<>();
        Set<String> lost = new HashSet<>();
        Set<String> ordered = new HashSet<>();
        for (MappedTensor tensor : result.tensors()) {
            Optional<ModuleAddress> place = index.tensor(tensor.name(), tensor.info().shape());
            if (place.isPresent() && !tensor.rules().isEmpty()) {
                found.computeIfAbsent(tensor.source(), key -> new ArrayList<>()).add(Place.of(place.get()));
            } else {
                lost.add(tensor.source());
            }
            if (tensor.rules().stream().anyMatch(rule -> result.rules().entries().get(rule).rule() instanceof GatherRule)) {
                ordered.add(tensor.source());
            }
        }
        Map<ForeignModule, List<Place>> places = new LinkedHashMap<>();
        Set<ForeignModule> plain = new HashSet<>();
        found.forEach((question, all) -> {
            ForeignModule module = questions.get(question);
            if (module != null && !lost.contains(question) && places.putIfAbsent(module, all) == null && !ordered.contains(question)) {
                plain.add(module);
            }
        });
        return new KnownConvention(result.rules(), places, plain);
    }
}

package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.Kind;
import dev.patchbay.matching.names.ModuleIndex;
import dev.patchbay.matching.names.ModuleIndex.ModuleAddress;
import dev.patchbay.part.TidyName;
import dev.patchbay.tensor.TensorInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which modules of a base model the tensors of a file belong to, as far as names, shapes, blocks and roles tell.
 *
 * <p>First by the base's own names after any prefix, with dots or underscores. Then by a person's own and the built-in rule sets. What
 * remains is compared by kind: modules of one shape that differ in their block only. If two kinds are equally similar, neither is certain;
 * the order of the file never counts.
 *
 * @param all one for each module of the file that was matched, in the order of the file
 * @param unmatched names of modules without a match
 * @param rules for what is certain, tried on the file
 */
public record Suggestions(List<Suggestion> all, List<String> unmatched, List<Rule> rules) {

    public Suggestions {
        all = List.copyOf(all);
        unmatched = List.copyOf(unmatched);
        rules = List.copyOf(rules);
    }

    /**
     * @param tensors with distinct names
     * @param rules rule sets whose conventions are tried
     */
    public static Suggestions of(List<TensorInfo> tensors, BaseModel base, KnownRules rules) {
        List<ForeignModule> modules = ForeignModule.find(tensors);
        Map<ForeignModule, Suggestion> found = new LinkedHashMap<>();
        ModuleIndex index = new ModuleIndex(base);
        for (ForeignModule module : modules) {
            index.named(module.name(), module.weight())
                    .or(() -> index.named(module.name().replaceFirst("\\.\\d+$", ""), module.weight()))
                    .or(() -> TidyName.of(module.name()).flatMap(tidy -> index.named(tidy.name(), module.weight())))
                    .ifPresent(place -> found.put(module, certain(module, List.of(place))));
        }
        KnownConvention known = KnownConvention.of(left(modules, found), base, rules);
        known.places().forEach((module, places) -> found.put(module, certain(module, places)));
        Set<ModuleInfo> taken = found.values().stream().flatMap(one -> one.targets().stream()).collect(Collectors.toSet());
        Set<ForeignModule> placed = new KnownNames(base).among(left(modules, found), taken);
        base.components().forEach(dictionary -> {
            List<ForeignModule> open = left(modules, found).stream().filter(module -> !placed.contains(module)).toList();
            byKind(open, dictionary, found);
        });
        List<Suggestion> all = modules.stream().map(found::get).map(Optional::ofNullable).flatMap(Optional::stream).toList();
        List<String> unmatched = left(modules, found).stream().map(ForeignModule::name).toList();
        return new Suggestions(all, unmatched, new SuggestedRules(tensors, base).find(all, known.rules()));
    }

    private static List<ForeignModule> left(List<ForeignModule> modules, Map<ForeignModule, Suggestion> found) {
        return modules.stream().filter(module -> !found.containsKey(module)).toList();
    }

    private static Suggestion certain(ForeignModule module, List<ModuleAddress> places) {
        List<ModuleInfo> targets = places.stream().map(ModuleAddress::module).toList();
        return new Suggestion(module.name(), module.tensors(), places.getFirst().component(), targets, 1, 1, true);
    }

    private static void byKind(List<ForeignModule> modules, ModuleDictionary dictionary, Map<ForeignModule, Suggestion> found) {
        Set<ModuleInfo> taken = found.values().stream()
                .filter(one -> one.component().equals(dictionary.component()))
                .flatMap(one -> one.targets().stream())
                .collect(Collectors.toSet());
        List<ModuleInfo> free = dictionary.modules().stream().filter(module -> !taken.contains(module)).toList();
        List<Kind<ForeignModule>> sources = Kind.of(modules, ForeignModule::name, ForeignModule::weight);
        List<Kind<Fused>> targets = Kind.of(Fused.all(free), Fused::name, Fused::weight);
        for (KindMatcher.Match match : KindMatcher.match(sources, targets)) {
            match.source().blocks().forEach((block, module) -> {
                Fused target = match.target().blocks().get(block);
                if (target != null) {
                    found.put(module, suggestion(module, dictionary.component(), target, match));
                }
            });
        }
    }

    private static Suggestion suggestion(ForeignModule module, String component, Fused target, KindMatcher.Match match) {
        return new Suggestion(
                module.name(), module.tensors(), component, target.modules(), match.similarity(), match.gap(), match.certain());
    }
}

package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.Kind;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What unknown names look like: kinds of them compared with kinds of modules that nobody of the file has. */
final class Likeness {

    private Likeness() {}

    /** @param taken addresses of modules that are given already */
    static Map<ForeignModule, Suggestion> of(List<ForeignModule> modules, ModuleDictionary dictionary, Set<String> taken) {
        List<ForeignModule> sized = modules.stream().filter(module -> module.weight().isPresent()).toList();
        String component = dictionary.component();
        List<ModuleInfo> free =
                dictionary.modules().stream().filter(module -> !taken.contains(component + "." + module.name())).toList();
        List<Kind<ForeignModule>> sources = Kind.of(sized, ForeignModule::name, Likeness::weight);
        List<Kind<Fused>> targets = Kind.of(Fused.all(free), Fused::name, Fused::weight);
        Map<ForeignModule, Suggestion> found = new LinkedHashMap<>();
        for (KindMatcher.Match match : KindMatcher.match(sources, targets)) {
            match.source().blocks().forEach((block, module) -> Optional.ofNullable(match.target().blocks().get(block))
                    .ifPresent(target -> found.put(module, suggestion(module, component, target, match, block))));
        }
        return found;
    }

    private static Shape weight(ForeignModule module) {
        return module.weight().orElseThrow();
    }

    private static Suggestion suggestion(ForeignModule module, String component, Fused target, KindMatcher.Match match, int block) {
        List<Place> places = target.modules().stream().map(one -> new Place(component, one, Optional.empty())).toList();
        Optional<ModuleInfo> next = match.next().map(kind -> Optional.ofNullable(kind.blocks().get(block))
                .orElseGet(() -> kind.blocks().values().iterator().next()).modules().getFirst());
        return new Suggestion(module.name(), module.tensors(), places, match.similarity(), match.gap(), next, match.certain());
    }
}

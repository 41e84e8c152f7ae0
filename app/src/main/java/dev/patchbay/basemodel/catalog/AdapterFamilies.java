package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which known models the modules of an adapter belong to, by their names and sizes. */
public final class AdapterFamilies {

    /** Below this share of known names a model is not mentioned. */
    private static final double LEAST_NAMES = 0.5;

    private AdapterFamilies() {}

    /** Known models, best first; where names fit and sizes do not, families. Empty if no known model has most of the names. */
    public static List<FamilyEvidence> rank(List<ModuleSize> modules) {
        return rank(modules, List.of());
    }

    /** As {@link #rank(List)}, with models that a person added to the catalogue. */
    public static List<FamilyEvidence> rank(List<ModuleSize> modules, List<BaseModel> own) {
        return rank(modules, family -> true, own);
    }

    /** As {@link #rank(List)}, among the families that the predicate accepts. */
    public static List<FamilyEvidence> rank(List<ModuleSize> modules, Predicate<String> families) {
        return rank(modules, families, List.of());
    }

    private static List<FamilyEvidence> rank(List<ModuleSize> modules, Predicate<String> families, List<BaseModel> own) {
        Stream<ModuleMatch> known = ModelCatalog.names().stream()
                .filter(model -> families.test(ModelCatalog.denoiser(model).family()))
                .map(model -> ModuleMatch.of(ModelCatalog.find(model).orElseThrow(), ModelCatalog.locator(model), modules));
        Stream<ModuleMatch> others = own.stream().map(model -> ModuleMatch.of(model, new ModuleLocator(model), modules));
        List<ModuleMatch> matches = Stream.concat(known, others)
                .filter(match -> match.nameShare() >= LEAST_NAMES)
                .sorted(Comparator.comparingDouble(ModuleMatch::score).reversed())
                .toList();
        List<ModuleMatch> fitting = matches.stream().filter(ModuleMatch::sizesFit).toList();
        return fitting.isEmpty() ? families(matches) : fitting.stream().map(match -> model(match, fitting)).toList();
    }

    private static FamilyEvidence model(ModuleMatch match, List<ModuleMatch> all) {
        List<String> same = all.stream()
                .filter(other -> !other.model().equals(match.model()) && other.sameAs(match))
                .map(ModuleMatch::model)
                .toList();
        List<Message> evidence = new ArrayList<>();
        evidence.add(Message.of("basemodel.evidence.modules", match.fitting().cardinality(), match.total(), match.model()));
        match.blocks().ifPresent(blocks -> evidence.add(Message.of("basemodel.evidence.blocks", blocks.reached(), blocks.all())));
        if (!same.isEmpty()) {
            evidence.add(Message.of("basemodel.evidence.same", String.join(", ", same)));
        }
        return new FamilyEvidence(match.model(), match.family(), match.score(), evidence, same);
    }

    private static List<FamilyEvidence> families(List<ModuleMatch> matches) {
        Map<String, ModuleMatch> best = matches.stream()
                .collect(Collectors.toMap(ModuleMatch::family, match -> match, (first, second) -> first, LinkedHashMap::new));
        return best.values().stream().map(match -> family(match, best)).toList();
    }

    private static FamilyEvidence family(ModuleMatch match, Map<String, ModuleMatch> all) {
        List<String> same = all.entrySet().stream()
                .filter(other -> !other.getKey().equals(match.family()) && other.getValue().named().equals(match.named()))
                .map(Map.Entry::getKey)
                .toList();
        Message names = Message.of("basemodel.evidence.namesOnly", match.named().cardinality(), match.total(), match.family());
        Optional<Message> sameAs = same.isEmpty()
                ? Optional.empty()
                : Optional.of(Message.of("basemodel.evidence.sameNames", String.join(", ", same)));
        List<Message> evidence = new ArrayList<>(List.of(names));
        sameAs.ifPresent(evidence::add);
        return new FamilyEvidence(match.family(), match.family(), match.score(), evidence, same);
    }
}

package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.ArchitectureIndexer;
import dev.patchbay.basemodel.index.NameKind;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which known models the modules of an adapter belong to, by their names and sizes. The models are compared by the index, so that no
 * dictionary of a denoiser is read.
 */
public final class AdapterFamilies {

    private static final Comparator<ModelMatch> BEST_FIRST =
            Comparator.comparingInt((ModelMatch match) -> match.fitting().cardinality()).thenComparing(ModelMatch::score).reversed();

    private static final int MOST_NAMED = 8;

    private final List<ModuleSize> modules;
    private final EncoderModules encoders;

    private AdapterFamilies(List<ModuleSize> modules) {
        this.modules = modules;
        this.encoders = new EncoderModules(modules);
    }

    /** The known models that have these modules. */
    public static FamilyRanking rank(List<ModuleSize> modules) {
        return rank(modules, List.of());
    }

    /** As {@link #rank(List)}, with models that a person added to the catalogue. */
    public static FamilyRanking rank(List<ModuleSize> modules, List<BaseModel> own) {
        return modules.isEmpty() ? FamilyRanking.NONE : new AdapterFamilies(modules).rank(family -> true, own);
    }

    /** As {@link #rank(List)}, among the families that the predicate accepts. */
    public static FamilyRanking rank(List<ModuleSize> modules, Predicate<String> families) {
        return modules.isEmpty() ? FamilyRanking.NONE : new AdapterFamilies(modules).rank(families, List.of());
    }

    private FamilyRanking rank(Predicate<String> families, List<BaseModel> own) {
        List<ModelMatch> matches = Stream.concat(
                        known().filter(match -> families.test(match.family())), own.stream().map(this::own))
                .sorted(BEST_FIRST)
                .toList();
        List<ModelMatch> likely = matches.stream().filter(ModelMatch::isLikely).toList();
        if (likely.isEmpty() || modules.stream().noneMatch(ModuleSize::isSized)) {
            return new FamilyRanking(List.of(), new NearestFamily(matches).evidence());
        }
        List<List<ModelMatch>> groups = groups(likely);
        List<FamilyEvidence> models = new ArrayList<>();
        for (List<ModelMatch> group : groups) {
            models.add(evidence(group, matches));
        }
        return new FamilyRanking(models, Optional.empty());
    }

    /** Every model of the catalogue, those with the same dictionaries as one. */
    private Stream<ModelMatch> known() {
        List<ModuleTally> tallies = tallies(KnownKinds.index());
        return ModelCatalog.models().stream().filter(model -> !model.isAlias()).map(model -> match(
                Stream.concat(Stream.of(model.name()), model.same().stream()).toList(),
                model.family(),
                tallies.get(KnownKinds.position(model.denoiser())),
                beside(model, tallies)));
    }

    /** Modules of further components: programs that know no components keep some of them inside the denoiser. */
    private EncoderModules.Match beside(CatalogModel model, List<ModuleTally> tallies) {
        return model.components().values().stream()
                .skip(1)
                .map(architecture -> tallies.get(KnownKinds.position(architecture)).foreign())
                .reduce(encoders.in(model), EncoderModules.Match::and);
    }

    private ModelMatch own(BaseModel model) {
        ArchitectureIndex index = ArchitectureIndexer.index(model.name(), model.family(), model.main());
        return match(List.of(model.name()), model.family(), tallies(index).getFirst(), encoders.in(new ModuleLocator(model)));
    }

    /** By the reading of the names by which most modules fit some model. */
    private List<ModuleTally> tallies(ArchitectureIndex index) {
        List<ModuleSize> others = encoders.others();
        List<List<NameKind>> readings = new ModuleKinds(others, kind -> !index.spans(kind).isEmpty()).readings();
        return readings.stream()
                .map(kinds -> ModuleTally.of(others, kinds, index))
                .max(Comparator.comparingInt(AdapterFamilies::most))
                .orElseThrow();
    }

    private static int most(List<ModuleTally> tallies) {
        return tallies.stream().mapToInt(tally -> tally.all().named().cardinality() + tally.all().fitting().cardinality()).max().orElse(0);
    }

    private ModelMatch match(List<String> names, String family, ModuleTally denoiser, EncoderModules.Match beside) {
        return new ModelMatch(
                names,
                family,
                beside.and(denoiser.all()).named(),
                beside.and(denoiser.all()).fitting(),
                modules.size(),
                denoiser.reachedBlocks(),
                denoiser.blocks());
    }

    /** Those that cannot be told apart together, best first. */
    private static List<List<ModelMatch>> groups(List<ModelMatch> matches) {
        List<List<ModelMatch>> groups = new ArrayList<>();
        for (ModelMatch match : matches) {
            Optional<List<ModelMatch>> its = groups.stream().filter(group -> group.getFirst().sameAs(match)).findFirst();
            its.ifPresentOrElse(group -> group.add(match), () -> groups.add(new ArrayList<>(List.of(match))));
        }
        return groups;
    }

    private static FamilyEvidence evidence(List<ModelMatch> group, List<ModelMatch> all) {
        ModelMatch first = group.getFirst();
        List<String> same = group.stream().flatMap(match -> match.names().stream()).skip(1).toList();
        List<Message> evidence = new ArrayList<>(first.evidence());
        if (!same.isEmpty()) {
            evidence.add(same(same));
        }
        double next = all.stream()
                .filter(match -> !group.contains(match))
                .mapToDouble(ModelMatch::score)
                .filter(score -> score <= first.score())
                .max()
                .orElse(0);
        return new FamilyEvidence(
                first.name(), first.family(), first.score(), first.score() - next, evidence, same,
                first.fitting().cardinality(), first.total());
    }

    private static Message same(List<String> names) {
        return names.size() <= MOST_NAMED
                ? Message.of("basemodel.evidence.same", String.join(", ", names))
                : Message.of("basemodel.evidence.same.many", names.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                        names.size() - MOST_NAMED);
    }
}

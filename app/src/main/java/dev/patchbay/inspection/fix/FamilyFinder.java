package dev.patchbay.inspection.fix;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.basemodel.catalog.TensorFamilies;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.search.RuleSearch;
import java.util.List;
import java.util.Optional;

/** Finds the known models that a file is for, under any naming convention. */
public final class FamilyFinder {

    private FamilyFinder() {}

    /**
     * Known models that the file is for, best first.
     *
     * @param adapter put together from the file; if it has no modules, the file is taken for a full model
     * @param own models that a person added to the catalogue
     * @param search over the file's names
     */
    public static FamilyRanking rank(Checkpoint checkpoint, Adapter adapter, List<BaseModel> own, RuleSearch search) {
        if (adapter.modules().isEmpty()) {
            return TensorFamilies.rank(OpenedBaseModel.of(checkpoint).main().tensors());
        }
        FamilyRanking asItIs = AdapterFamilies.rank(sizes(adapter), own);
        if (asItIs.best().isPresent()) {
            return asItIs;
        }
        Ranking names = new Ranking(asItIs);
        return afterRules(checkpoint, search.with(ModuleNames.NONE))
                .filter(rules -> rules.compareTo(names) > 0)
                .map(Ranking::families)
                .orElse(asItIs);
    }

    private record Ranking(FamilyRanking families) implements Comparable<Ranking> {

        double score() {
            return families.bestOrNearest().map(FamilyEvidence::score).orElse(0.0);
        }

        @Override
        public int compareTo(Ranking other) {
            return Double.compare(score(), other.score());
        }
    }

    /** The best ranking over all rule sets that apply to the names; a rule set for a single family counts as evidence for that family. */
    private static Optional<Ranking> afterRules(Checkpoint checkpoint, RuleSearch search) {
        return search.best(search.suiting(), result -> ranking(checkpoint, result)).map(RuleSearch.Found::score);
    }

    private static Optional<Ranking> ranking(Checkpoint checkpoint, MappingResult result) {
        if (result.hits().stream().allMatch(hits -> hits == 0)) {
            return Optional.empty();
        }
        FamilyRanking ranked = AdapterFamilies.rank(
                sizes(AdapterFit.named(checkpoint, result)), family -> result.rules().isFor(NamingScheme.namesOf(family)));
        return Optional.of(new Ranking(ranked)).filter(ranking -> ranking.score() > 0);
    }

    private static List<ModuleSize> sizes(Adapter adapter) {
        return adapter.modules().stream().map(AdapterModule::size).toList();
    }
}

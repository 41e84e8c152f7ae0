package dev.patchbay.inspection.fix;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.basemodel.catalog.TensorFamilies;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds which known models a file is for, whatever convention its names follow. */
public final class FamilyFinder {

    /** Target of rule sets that are not made for one family. */
    private static final String ANY_FAMILY = "*";

    private FamilyFinder() {}

    /**
     * Known models that the file is for, best first.
     *
     * @param adapter put together from the file; if it has no modules, the file is taken for a full model
     */
    public static List<FamilyEvidence> rank(Checkpoint checkpoint, Adapter adapter) {
        return rank(checkpoint, adapter, List.of());
    }

    /**
     * As {@link #rank(Checkpoint, Adapter)}, with models that a person added to the catalogue.
     *
     * @param own such models
     */
    public static List<FamilyEvidence> rank(Checkpoint checkpoint, Adapter adapter, List<BaseModel> own) {
        return rank(checkpoint, adapter, own, () -> BuiltInRules.suiting(checkpoint.tensors().keySet()));
    }

    /** The same with the built-in rules that suit the file's names, which take a while to find. */
    public static List<FamilyEvidence> rank(Checkpoint checkpoint, Adapter adapter, List<BaseModel> own, Supplier<List<RuleSet>> suiting) {
        if (adapter.modules().isEmpty()) {
            return TensorFamilies.rank(OpenedBaseModel.of(checkpoint).main().tensors());
        }
        List<FamilyEvidence> asItIs = AdapterFamilies.rank(sizes(adapter), own);
        return asItIs.isEmpty() ? afterBuiltInRules(checkpoint, suiting.get()) : asItIs;
    }

    /**
     * Names of another convention become known ones through the rules that come with Patchbay; a convention that only one family has
     * speaks for
     * that family.
     */
    private static List<FamilyEvidence> afterBuiltInRules(Checkpoint checkpoint, List<RuleSet> suiting) {
        List<FamilyEvidence> best = List.of();
        for (RuleSet rules : suiting) {
            boolean any = rules.target().isEmpty() || rules.target().equals(ANY_FAMILY);
            List<FamilyEvidence> ranked = adapter(checkpoint, rules)
                    .map(one -> AdapterFamilies.rank(sizes(one), family -> any || family.equals(rules.target())))
                    .orElse(List.of());
            if (!ranked.isEmpty() && (best.isEmpty() || ranked.getFirst().score() > best.getFirst().score())) {
                best = ranked;
            }
        }
        return best;
    }

    private static Optional<Adapter> adapter(Checkpoint checkpoint, RuleSet rules) {
        MappingResult mapping = rules.apply(checkpoint.infos());
        if (mapping.hits().stream().allMatch(hits -> hits == 0)) {
            return Optional.empty();
        }
        return Optional.of(AdapterFit.named(checkpoint, mapping));
    }

    private static List<ModuleSize> sizes(Adapter adapter) {
        return adapter.modules().stream().map(AdapterModule::size).toList();
    }
}

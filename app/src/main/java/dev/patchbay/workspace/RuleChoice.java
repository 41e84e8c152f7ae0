package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.part.AdapterKey;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses rules for an adapter by trial: the set that maps most modules to canonical names, or none if that is as good. */
public final class RuleChoice {

    private RuleChoice() {}

    /**
     * The rules for a file if the user gives none. With a base, a mapped name counts only if the base has it; otherwise only if a model
     * of the rules' family has it.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static RuleSet choose(Analyzer file) throws IOException {
        RuleSearch search = file.search();
        List<RuleSet> candidates = file.base().map(base -> search.candidatesFor(base.family())).orElseGet(search::candidates);
        Found<Score> best = search.best(candidates, result -> score(file, result)).orElseThrow();
        long ready = best.score().ready();
        if (file.base().isEmpty() || ready > 0 && ready == modules(file)) {
            return best.rules();
        }
        return certainFix(file)
                .filter(fix -> ready == 0 || score(file, search.apply(fix)).filter(one -> one.compareTo(best.score()) > 0).isPresent())
                .orElse(best.rules());
    }

    /**
     * How well a rule set fits a file.
     *
     * @param ready modules that diffusers can load
     * @param known those of them that some catalogue model has: removing a prefix alone does not make a name right
     */
    private record Score(long ready, long known) implements Comparable<Score> {

        @Override
        public int compareTo(Score other) {
            return Comparator.comparingLong(Score::ready).thenComparingLong(Score::known).compare(this, other);
        }
    }

    private static long modules(Analyzer file) {
        return AdapterFit.named(file.checkpoint(), file.search().apply(RuleSet.EMPTY)).modules().size();
    }

    /** If no single set maps everything, the certain fix of the inspection: combined sets, or flattened names looked up in the base. */
    private static Optional<RuleSet> certainFix(Analyzer file) throws IOException {
        return file.asItIs().report().orElseThrow().problems().stream()
                .flatMap(problem -> problem.fixes().stream())
                .filter(QuickFix::certain)
                .filter(QuickFix.ChangeRules.class::isInstance)
                .map(fix -> ((QuickFix.ChangeRules) fix).rules())
                .findFirst();
    }

    private static Optional<Score> score(Analyzer file, MappingResult mapping) {
        if (!mapping.problems().isEmpty()) {
            return Optional.empty();
        }
        List<AdapterModule> ready = AdapterFit.named(file.checkpoint(), mapping).modules().stream()
                .filter(module -> isReady(module, mapping.rules(), file.base()))
                .toList();
        return Optional.of(new Score(ready.size(), ready.stream().filter(FamilyNames::haveSome).count()));
    }

    private static boolean isReady(AdapterModule module, RuleSet rules, Optional<BaseModel> base) {
        return module.isPair()
                && module.container().isEmpty()
                && AdapterKey.isCanonical(module.up().orElseThrow().name())
                && base.map(model -> model.module(module.component(), module.module()).isPresent())
                        .orElseGet(() -> FamilyNames.know(rules, module));
    }
}

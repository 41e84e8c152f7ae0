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

/** Chooses known rules for an adapter by trying them: those that bring most modules to their canonical names, none if that is as good. */
public final class RuleChoice {

    private RuleChoice() {}

    /**
     * The rules for a file where a person gives none. With a base, a name counts only if the base has it; else only if a model of the
     * family that the rules are for has such a one.
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
     * How much a rule set does for a file.
     *
     * @param ready modules that diffusers could read
     * @param known those of them that some model of the catalogue has: a wrapper taken off does not make a name right
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

    /** Where no set alone does all of it, what the inspection is sure of: sets combined, flattened names looked up in the base. */
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

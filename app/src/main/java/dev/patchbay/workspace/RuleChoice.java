package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fix.RuleTrials;
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

/**
 * Chooses rules for an adapter, the same way for every command: with a base those under which most of the file arrives in the base, without
 * one those that make most modules canonical; none if that is as good.
 */
public final class RuleChoice {

    private RuleChoice() {}

    /**
     * The rules for a file if the user gives none.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static RuleSet choose(Analyzer file) throws IOException {
        return file.base().isPresent() ? inBase(file, file.base().get()) : withoutBase(file);
    }

    /** The base has the last word: names are looked up in it, and a rule file counts by what it leads there. */
    private static RuleSet inBase(Analyzer file, BaseModel base) throws IOException {
        AdapterFit asItIs = file.map(RuleSet.EMPTY).fit().orElseThrow();
        RuleSet best = RuleTrials.of(asItIs, file.search()).best();
        boolean nothing = AdapterFit.named(file.checkpoint(), file.search().apply(best)).modules().stream()
                .noneMatch(module -> base.module(module.component(), module.module()).isPresent());
        return nothing ? certainFix(file).orElse(best) : best;
    }

    /** A certain change of rules that the inspection offers: for a full model under other names, or pairs that lie the other way round. */
    private static Optional<RuleSet> certainFix(Analyzer file) throws IOException {
        return file.asItIs().report().orElseThrow().problems().stream()
                .flatMap(problem -> problem.fixes().stream())
                .filter(QuickFix::certain)
                .filter(QuickFix.ChangeRules.class::isInstance)
                .map(fix -> ((QuickFix.ChangeRules) fix).rules())
                .findFirst();
    }

    private static RuleSet withoutBase(Analyzer file) {
        RuleSearch search = file.search();
        return search.best(search.candidates(), result -> score(file, result)).map(Found::rules).orElseThrow();
    }

    /**
     * How well a rule set fits a file.
     *
     * @param ready modules that diffusers can load, under names that a model of the rules' family has
     * @param known those of them that some catalogue model has: removing a prefix alone does not make a name right
     */
    private record Score(long ready, long known) implements Comparable<Score> {

        @Override
        public int compareTo(Score other) {
            return Comparator.comparingLong(Score::ready).thenComparingLong(Score::known).compare(this, other);
        }
    }

    private static Optional<Score> score(Analyzer file, MappingResult mapping) {
        if (!mapping.problems().isEmpty()) {
            return Optional.empty();
        }
        List<AdapterModule> ready = AdapterFit.named(file.checkpoint(), mapping).modules().stream()
                .filter(module -> isReady(module, mapping.rules()))
                .toList();
        return Optional.of(new Score(ready.size(), ready.stream().filter(FamilyNames::haveSome).count()));
    }

    private static boolean isReady(AdapterModule module, RuleSet rules) {
        return module.isPair()
                && module.container().isEmpty()
                && AdapterKey.isCanonical(module.up().orElseThrow().name())
                && FamilyNames.know(rules, module);
    }
}

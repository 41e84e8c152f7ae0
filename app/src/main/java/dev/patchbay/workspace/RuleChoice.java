package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.part.AdapterKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Chooses the built-in rules for a file by trying them: the set that brings most modules to their canonical names wins, none if that is as good. */
public final class RuleChoice {

    private RuleChoice() {}

    /**
     * @param base where given, a name counts only if the base has it; else only if a model of the family that the rules are for has such a one
     * @throws IOException if an alpha tensor cannot be read
     */
    public static RuleSet choose(Checkpoint checkpoint, Optional<BaseModel> base) throws IOException {
        return choose(checkpoint, base, List.of());
    }

    /**
     * @param own rule sets of a person's own; they come before built-in ones that are as good
     * @throws IOException if an alpha tensor cannot be read
     */
    public static RuleSet choose(Checkpoint checkpoint, Optional<BaseModel> base, List<RuleSet> own) throws IOException {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        candidates.addAll(own);
        BuiltInRules.suiting(checkpoint.tensors().keySet()).stream()
                .filter(rules -> base.isEmpty() || rules.isFor(base.get().family()))
                .forEach(candidates::add);
        RuleSet best = RuleSet.EMPTY;
        Score most = Score.NONE;
        for (RuleSet candidate : candidates) {
            Score score = score(checkpoint, candidate, base);
            if (score.compareTo(most) > 0) {
                best = candidate;
                most = score;
            }
        }
        if (base.isEmpty() || most.ready() > 0 && most.ready() == modules(checkpoint)) {
            return best;
        }
        Optional<RuleSet> fix = certainFix(checkpoint, base.get());
        return fix.isPresent() && (most.ready() == 0 || score(checkpoint, fix.get(), base).compareTo(most) > 0) ? fix.get() : best;
    }

    /**
     * How much a rule set does for a file.
     *
     * @param ready modules that diffusers could read
     * @param known those of them that some model of the catalogue has: a wrapper taken off does not make a name right
     */
    private record Score(long ready, long known) implements Comparable<Score> {

        static final Score NONE = new Score(-1, 0);

        @Override
        public int compareTo(Score other) {
            return Comparator.comparingLong(Score::ready).thenComparingLong(Score::known).compare(this, other);
        }
    }

    private static long modules(Checkpoint checkpoint) throws IOException {
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()).modules().size();
    }

    /** Where no set alone does all of it, what the inspection is sure of: sets combined, flattened names looked up in the base. */
    private static Optional<RuleSet> certainFix(Checkpoint checkpoint, BaseModel base) throws IOException {
        MappingResult mapping = RuleSet.EMPTY.apply(checkpoint.infos());
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
        return Inspection.inspect(checkpoint, mapping, adapter, base, Expectation.NONE).problems().stream()
                .flatMap(problem -> problem.fixes().stream())
                .filter(QuickFix::certain)
                .filter(QuickFix.ChangeRules.class::isInstance)
                .map(fix -> ((QuickFix.ChangeRules) fix).rules())
                .findFirst();
    }

    private static Score score(Checkpoint checkpoint, RuleSet rules, Optional<BaseModel> base) throws IOException {
        ModuleNames names = base.<ModuleNames>map(model -> model::unflatten).orElse(ModuleNames.NONE);
        MappingResult mapping = rules.apply(checkpoint.infos(), names);
        if (!mapping.problems().isEmpty()) {
            return Score.NONE;
        }
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
        List<AdapterModule> ready = adapter.modules().stream().filter(module -> isReady(module, rules, base)).toList();
        return new Score(ready.size(), ready.stream().filter(FamilyNames::haveSome).count());
    }

    private static boolean isReady(AdapterModule module, RuleSet rules, Optional<BaseModel> base) {
        return module.isPair()
                && module.container().isEmpty()
                && AdapterKey.isCanonical(module.up().orElseThrow().name())
                && base.map(model -> model.module(module.component(), module.module()).isPresent()).orElseGet(() -> FamilyNames.know(rules, module));
    }
}

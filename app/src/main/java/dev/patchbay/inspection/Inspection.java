package dev.patchbay.inspection;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.check.AlgorithmCheck;
import dev.patchbay.inspection.check.AlphaCheck;
import dev.patchbay.inspection.check.Check;
import dev.patchbay.inspection.check.DTypeCheck;
import dev.patchbay.inspection.check.DoraCheck;
import dev.patchbay.inspection.check.FamilyCheck;
import dev.patchbay.inspection.check.InspectionContext;
import dev.patchbay.inspection.check.LayersCheck;
import dev.patchbay.inspection.check.LeftoverCheck;
import dev.patchbay.inspection.check.MetadataCheck;
import dev.patchbay.inspection.check.MissingHalfCheck;
import dev.patchbay.inspection.check.NameCheck;
import dev.patchbay.inspection.check.NamingCheck;
import dev.patchbay.inspection.check.ProgramScaleCheck;
import dev.patchbay.inspection.check.RankCheck;
import dev.patchbay.inspection.check.RepeatCheck;
import dev.patchbay.inspection.check.ScaleCheck;
import dev.patchbay.inspection.check.ShapeCheck;
import dev.patchbay.inspection.check.StrayCheck;
import dev.patchbay.inspection.check.WholeModelCheck;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.origin.NameStyle;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramScales;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.search.RuleSearch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks an adapter against a base model. */
public final class Inspection {

    private static final List<Check> CHECKS = List.of(
            new FamilyCheck(),
            new WholeModelCheck(),
            new LayersCheck(),
            new NameCheck(),
            new RepeatCheck(),
            new NamingCheck(),
            new StrayCheck(),
            new ShapeCheck(),
            new RankCheck(),
            new MissingHalfCheck(),
            new AlgorithmCheck(),
            new DoraCheck(),
            new LeftoverCheck(),
            new ScaleCheck(),
            new AlphaCheck(),
            new ProgramScaleCheck(),
            new MetadataCheck(),
            new DTypeCheck());

    private Inspection() {}

    /**
     * Reports how the adapter fits, from names and shapes only. Verdicts are given for the file as it is and for an export of the mapping
     * result.
     *
     * @param mapping what rules make of the checkpoint
     * @param adapter put together from {@code mapping}
     */
    public static InspectionReport inspect(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation) {
        RuleSearch search = new RuleSearch(checkpoint.infos(), base::unflatten, KnownRules.BUILT_IN);
        return inspect(checkpoint, mapping, adapter, base, expectation, search);
    }

    /**
     * The same.
     *
     * @param search tries rules on the checkpoint's names against the base's, for fixes
     */
    public static InspectionReport inspect(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation, RuleSearch search) {
        InspectionContext context = new InspectionContext(checkpoint, mapping, adapter, base, expectation, search);
        List<Problem> problems = CHECKS.stream()
                .flatMap(check -> check.check(context).stream())
                .sorted(Comparator.comparing(Problem::severity))
                .toList();
        List<Verdict> afterRules = context.verdicts();
        AdapterFit file = context.isFileAsItIs() ? context : context.withoutRules();
        List<Verdict> asItIs = context.isFileAsItIs() ? afterRules : Program.verdicts(file);
        Optional<WholeModelFit> model = context.wholeModel().map(WholeModelFit::of);
        return new InspectionReport(
                problems,
                asItIs,
                afterRules,
                ProgramScales.of(file, asItIs),
                new TensorStates(context).states(),
                ModuleReach.of(context),
                model,
                NameStyle.of(context),
                Map.of());
    }
}

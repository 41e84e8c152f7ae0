package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.ExportsForAll;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.report.ProblemFields;
import dev.patchbay.cli.report.ScaleFields;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.Forecast;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: whether an adapter will take effect on a base, and if not, why. Exit code 1 if a problem is an error. */
@Command(name = "check", mixinStandardHelpOptions = true)
final class CheckCommand extends ReportingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--base", required = true)
    private String base = "";

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--expect-rank")
    private @Nullable Long expectedRank;

    @Option(names = "--expect-alpha")
    private @Nullable Double expectedAlpha;

    @Override
    int execute() throws Exception {
        try (Sources sources = sources()) {
            BaseModel model = sources.canonicalBase(base).orElseThrow();
            WorkspaceState state = WorkspaceState.EMPTY.with(sources.open(path)).with(model).with(expectation());
            Analyzer file = sources.analyzer(state);
            Optional<RuleSet> given = rules.read();
            Analysis structure = given.isPresent() ? file.inspect(sources.map(file, given.get(), rules)) : file.asItIs();
            Analysis analysis = structure.plus(values(structure));
            Analysis repaired = given.isPresent() ? structure : file.map(RuleChoice.choose(file));
            report(model, analysis, repaired);
            if (!analysis.report().orElseThrow().isWholeModel() && !analysis.adapter().modules().isEmpty()) {
                tellExports(analysis.report().orElseThrow(), ExportsForAll.of(sources, file, model, given, rules));
            }
            return fits(analysis) ? DONE : PROBLEM_FOUND;
        }
    }

    private ValueFindings values(Analysis structure) throws IOException {
        try (ProgressLine progress = progress()) {
            return Analyzer.values(structure, progress, services().cancellation());
        }
    }

    /** An adapter that a loader rejects or ignores does not fit, whatever the severity of the problems. */
    private static boolean fits(Analysis analysis) {
        InspectionReport report = analysis.report().orElseThrow();
        boolean wholeModel = analysis.adapter().modules().isEmpty();
        return report.count(Severity.ERROR) == 0 && (wholeModel || report.verdict().outcome() == Verdict.Outcome.APPLIES);
    }

    private Expectation expectation() {
        return new Expectation(
                expectedRank == null ? OptionalLong.empty() : OptionalLong.of(expectedRank),
                expectedAlpha == null ? OptionalDouble.empty() : OptionalDouble.of(expectedAlpha));
    }

    private void report(BaseModel base, Analysis analysis, Analysis repaired) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        InspectionReport report = analysis.report().orElseThrow();
        Forecast after = repaired.fit().map(Forecast::of).orElseThrow();
        boolean hasRules = !repaired.state().rules().entries().isEmpty();
        int modules = analysis.adapter().modules().size();
        put("base", base.name());
        put("modules", Map.of("adapter", modules, "matched", report.reaches().size(), "unmatched", modules - report.reaches().size()));
        put("problems", report.problems().stream().map(ProblemFields::of).toList());
        if (report.isWholeModel() || after.isWholeModel()) {
            say(Message.of("cli.check.modelHead", checkpoint.path(), base.name()).text());
            report.problems().forEach(this::say);
            tellModel(report.model().orElseThrow(), hasRules ? after.model() : Optional.empty());
        } else {
            say(Message.of("cli.check.head", checkpoint.path(), modules, base.name()).text());
            report.problems().forEach(this::say);
            tellAdapter(report, after.verdicts());
        }
        checkpoint.warnings().forEach(warning -> warn(warning.text()));
    }

    /** Verdicts of adapter loaders mean nothing for a whole model: what counts is whether its tensors match those of the base. */
    private void tellModel(WholeModelFit model, Optional<WholeModelFit> afterRules) {
        put("contents", "model");
        put("tensors", Map.of("used", model.right(), "leftover", model.misshapen() + model.leftover()));
        put("model", ProblemFields.of(model));
        put("verdicts", Map.of());
        put("verdicts_after_rules", Map.of());
        put("verdicts_exported", Map.of());
        say(Message.of("cli.check.model", model.right(), model.of()).text());
        afterRules.ifPresent(after -> say(Message.of("cli.check.modelConverted", after.right(), after.of()).text()));
    }

    private void tellAdapter(InspectionReport report, List<Verdict> afterRules) {
        put("contents", report.model().isPresent() ? "unknown" : "adapter");
        put("tensors", Map.of("used", count(report, TensorState.MAPPED), "leftover", count(report, TensorState.LEFTOVER)));
        putNothing("model");
        put("verdicts", ProblemFields.of(report.verdicts()));
        put("scales_by_program", ScaleFields.of(report.scales()));
        put("verdicts_after_rules", ProblemFields.of(afterRules));
        put("verdicts_exported", Map.of());
        report.verdicts().forEach(verdict -> say(verdict("cli.check.verdict", verdict)));
    }

    /** Told in words where the program does not take the whole file as it is. */
    private void tellExports(InspectionReport report, List<ExportedVerdict> exports) {
        put("verdicts_exported", ProblemFields.ofExports(exports));
        exports.stream()
                .filter(export -> report.verdict(export.program()).outcome() != Verdict.Outcome.APPLIES)
                .map(export -> export.verdict()
                        .map(verdict -> verdict("cli.check.verdictExported", verdict))
                        .orElseGet(() -> Message.of("cli.check.noExport", export.program().title(), export.message()).text()))
                .forEach(this::say);
    }

    private void say(Problem problem) {
        say(ProblemFields.sign(problem.severity()) + " " + problem.code() + ": " + problem.message().text());
        for (QuickFix fix : problem.fixes()) {
            say("    " + Message.of(fix.certain() ? "cli.check.certainFix" : "cli.check.possibleFix", fix.label()).text());
        }
    }

    private static String verdict(String key, Verdict verdict) {
        return Message.of(
                        key,
                        verdict.program().title(),
                        verdict.version(),
                        Message.of("cli.outcome." + verdict.outcome()),
                        verdict.applied(),
                        verdict.of(),
                        verdict.message())
                .text();
    }

    private static long count(InspectionReport report, TensorState state) {
        return report.tensorStates().values().stream().filter(state::equals).count();
    }
}

package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.Audience;
import dev.patchbay.cli.input.ExportsForAll;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.report.CauseFields;
import dev.patchbay.cli.report.CauseLines;
import dev.patchbay.cli.report.OriginFields;
import dev.patchbay.cli.report.ProblemFields;
import dev.patchbay.cli.report.Refusals;
import dev.patchbay.cli.report.ScaleFields;
import dev.patchbay.cli.terminal.HelpTexts;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.Forecast;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.origin.Origins;
import dev.patchbay.inspection.origin.Origins.Origin;
import dev.patchbay.inspection.problem.Cause;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code check}: whether an adapter will take effect on a base, and if not, why. Exit code 1 if a cause is an error for the program that is
 * asked about.
 */
@Command(name = "check", mixinStandardHelpOptions = true)
final class CheckCommand extends ReportingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--base", required = true)
    private String base = "";

    @Option(names = "--for", descriptionKey = "check-for", defaultValue = "any", showDefaultValue = CommandLine.Help.Visibility.ALWAYS)
    private Audience audience = Audience.ANY;

    @Option(names = "--verbose")
    private boolean detailed;

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
            Set<String> notFinite = notFinite(analysis, repaired);
            List<Cause> causes = report(model, analysis, repaired, notFinite);
            InspectionReport report = analysis.report().orElseThrow();
            if (!report.isWholeModel() && !analysis.adapter().modules().isEmpty()) {
                List<ExportedVerdict> exports = ExportsForAll.of(sources, file, given, rules, report.verdicts(), notFinite);
                tellExports(report, exports, detailed || !fits(causes));
            }
            return fits(causes) ? DONE : PROBLEM_FOUND;
        }
    }

    private ValueFindings values(Analysis structure) throws IOException {
        try (ProgressLine progress = progress()) {
            return Analyzer.values(structure, progress, services().cancellation());
        }
    }

    /** Tensors with NaN or infinity, also of modules that only the rules find. */
    private Set<String> notFinite(Analysis analysis, Analysis repaired) throws IOException {
        Set<String> notFinite = new HashSet<>(analysis.report().orElseThrow().notFinite());
        if (repaired.adapter().modules().size() > analysis.adapter().modules().size()) {
            notFinite.addAll(values(repaired).notFinite());
        }
        return notFinite;
    }

    private static boolean fits(List<Cause> causes) {
        return causes.stream().noneMatch(cause -> cause.severity() == Severity.ERROR);
    }

    private Expectation expectation() {
        return new Expectation(
                expectedRank == null ? OptionalLong.empty() : OptionalLong.of(expectedRank),
                expectedAlpha == null ? OptionalDouble.empty() : OptionalDouble.of(expectedAlpha));
    }

    private List<Cause> report(BaseModel base, Analysis analysis, Analysis repaired, Set<String> notFinite) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        InspectionReport report = analysis.report().orElseThrow();
        Forecast after = repaired.fit().map(Forecast::of).orElseThrow();
        boolean hasRules = !repaired.state().rules().entries().isEmpty();
        boolean model = report.isWholeModel() || after.isWholeModel();
        int modules = analysis.adapter().modules().size();
        List<Cause> causes = model ? report.causesOfModel() : report.causes(audience.program());
        put("base", base.name());
        put("for", HelpTexts.word(audience));
        List<Origin> origins = Origins.of(checkpoint, analysis.adapter(), Set.of(base.family()));
        put("origins", OriginFields.of(origins));
        put("causes", causes.stream().map(cause -> CauseFields.of(cause, report.problems())).toList());
        put("certain_fixes", CauseFields.certainFixes(causes));
        int matched = report.reaches().size();
        int recognised = recognised(analysis);
        put("modules", Map.of("adapter", modules, "matched", matched, "unmatched", modules - matched, "recognised", recognised));
        put("problems", report.problems().stream().map(ProblemFields::of).toList());
        if (model) {
            say(Message.of("cli.check.modelHead", checkpoint.path(), base.name()).text());
            sayCauses(causes);
            tellModel(report.model().orElseThrow(), hasRules ? after.model() : Optional.empty());
        } else {
            head(analysis, base, report, causes);
            sayCauses(causes);
            List<Verdict> afterRules = after.verdicts().stream().map(verdict -> verdict.with(notFinite)).toList();
            tellAdapter(report, afterRules, detailed || !fits(causes));
        }
        if (detailed || !fits(causes)) {
            OriginFields.lines(origins).forEach(this::say);
        }
        checkpoint.warnings().forEach(warning -> warn(warning.text()));
        return causes;
    }

    /** What works is praised in one line. */
    private void head(Analysis analysis, BaseModel base, InspectionReport report, List<Cause> causes) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        int modules = report.decisive(audience.program()).of();
        if (!fits(causes)) {
            int all = analysis.adapter().modules().size();
            say(Message.of("cli.check.head", checkpoint.path(), modules, base.name()).text());
            say(Message.of("cli.check.places", recognised(analysis), all, report.reaches().size()).text());
            return;
        }
        String programs = report.verdictsAfterRules().stream()
                .filter(verdict -> verdict.applies() && audience.program().filter(one -> one != verdict.program()).isEmpty())
                .map(verdict -> verdict.program().title() + " " + verdict.version())
                .collect(Collectors.joining(", "));
        String key = modules == 1 ? "cli.check.worksOne" : "cli.check.works";
        say("✓ " + Message.of(key, checkpoint.path(), programs, base.name(), modules).text() + notes(causes));
    }

    /** Notes are told on request. */
    private void sayCauses(List<Cause> causes) {
        causes.stream().filter(cause -> detailed || cause.severity() != Severity.INFO).forEach(cause ->
                CauseLines.of(cause, detailed).forEach(this::say));
        if (detailed || !fits(causes)) {
            CauseLines.ofCertainFixes(causes).ifPresent(this::say);
        }
        String notes = notes(causes);
        if (!fits(causes) && !notes.isEmpty()) {
            say(notes.strip());
        }
    }

    private String notes(List<Cause> causes) {
        long notes = causes.stream().filter(cause -> cause.severity() == Severity.INFO).count();
        return notes == 0 || detailed ? "" : " " + Message.of("cli.check.notes", notes).text();
    }

    /** How many modules have a place in the base that is known, by whatever program's names: what the rules for the base lead there. */
    private static int recognised(Analysis analysis) {
        return (int) analysis.fit().stream()
                .flatMap(fit -> fit.fits().stream())
                .filter(fit -> fit.isMatched() || fit.location().isPresent())
                .count();
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

    private void tellAdapter(InspectionReport report, List<Verdict> afterRules, boolean inWords) {
        put("contents", report.model().isPresent() ? "unknown" : "adapter");
        put("tensors", Map.of("used", count(report, TensorState.MAPPED), "leftover", count(report, TensorState.LEFTOVER)));
        putNothing("model");
        put("verdicts", ProblemFields.of(report.verdicts()));
        put("scales_by_program", ScaleFields.of(report.scales()));
        put("verdicts_after_rules", ProblemFields.of(afterRules));
        put("verdicts_exported", Map.of());
        if (inWords) {
            report.verdicts().forEach(verdict -> say(verdict("cli.check.verdict", verdict, verdict.message())));
        }
    }

    /** Told in words where the program does not take the whole file as it is. */
    private void tellExports(InspectionReport report, List<ExportedVerdict> exports, boolean inWords) {
        put("verdicts_exported", ProblemFields.ofExports(exports));
        List<ExportedVerdict> told = exports.stream()
                .filter(export -> inWords && report.verdict(export.program()).outcome() != Verdict.Outcome.APPLIES)
                .toList();
        told.forEach(export -> export.verdict()
                .ifPresent(verdict -> say(verdict("cli.check.verdictExported", verdict, export.message()))));
        Refusals.of(told).forEach(refusal -> say(refusal.text()));
    }

    /** Of what is not known there is nothing to count. */
    private static String verdict(String key, Verdict verdict, Message message) {
        return Message.of(
                        verdict.outcome() == Verdict.Outcome.UNKNOWN ? key + "Unknown" : key,
                        verdict.program().title(),
                        verdict.version(),
                        Message.of("cli.outcome." + verdict.outcome()),
                        verdict.applied(),
                        verdict.of(),
                        message)
                .text();
    }

    private static long count(InspectionReport report, TensorState state) {
        return report.tensorStates().values().stream().filter(state::equals).count();
    }
}

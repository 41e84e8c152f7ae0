package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.ConvertOptions;
import dev.patchbay.cli.input.InputFiles;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.cli.report.DroppedSummary;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.adapter.ScaleReport;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: writes a checkpoint under the names another program reads, and verifies the file before it gets its name. */
@Command(name = "convert", mixinStandardHelpOptions = true)
final class ConvertCommand extends WritingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--to", required = true)
    private Program target = Program.DIFFUSERS;

    @Option(names = "--base")
    private @Nullable String base;

    @Mixin
    private RulesOption rules = new RulesOption();

    @Mixin
    private ConvertOptions options = new ConvertOptions();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Override
    int execute() throws Exception {
        if (options.hasBothScales()) {
            throw misused(Message.of("cli.convert.bothScales"));
        }
        try (Sources sources = sources()) {
            Optional<BaseModel> model = sources.base(base);
            WorkspaceState state = WorkspaceState.EMPTY.with(sources.open(path)).with(options.factor());
            Analyzer file = sources.analyzer(model.map(state::with).orElse(state));
            Optional<RuleSet> given = rules.read();
            ConversionRules chosen =
                    given.isPresent() ? new ConversionRules(given.get(), file, false) : ConversionRules.choose(file, target);
            Analysis analysis = sources.map(chosen.file(), chosen.rules(), rules);
            Conversion conversion =
                    new Conversion(file.checkpoint(), analysis.mapping(), analysis.adapter(), chosen.file().base(), target)
                            .with(weights(sources, analysis, model));
            ExportPlan plan = conversion.plan(options.wishes());
            tell(plan, chosen.rules());
            if (chosen.guessed()) {
                say(Message.of("cli.convert.family", chosen.file().base().orElseThrow().name()).text());
            }
            plan.arrival().ifPresent(arrival -> ArrivalFields.tell(this, arrival));
            refuseInputs();
            if (!dryRun) {
                tell(write(conversion, plan));
                warnOfValues(analysis);
            }
        }
        return DONE;
    }

    /** Of the base, on which magnitudes depend; not opened where they are all there, or none. */
    private Optional<Checkpoint> weights(Sources sources, Analysis analysis, Optional<BaseModel> model) throws IOException {
        return BaseValues.areNeeded(analysis.adapter()) ? sources.weights(base, model) : Optional.empty();
    }

    /** A correctly written file can still be useless: NaN, or a product of zero. Checked last, since large ranks take a while. */
    private void warnOfValues(Analysis analysis) throws IOException {
        try (ProgressLine progress = progress()) {
            Analyzer.values(analysis, progress, services().cancellation()).problems().forEach(problem -> warn(problem.message().text()));
        }
    }

    /** Protects the other inputs from being overwritten; the conversion itself protects the files of the checkpoint. */
    private void refuseInputs() throws IOException {
        InputFiles inputs = new InputFiles();
        inputs.addBase(base, services().places());
        inputs.add(rules.file());
        inputs.refuse(out());
    }

    private ExportReport write(Conversion conversion, ExportPlan plan) throws Exception {
        try (ProgressLine progress = progress()) {
            return conversion.write(plan, out(), overwrites(), progress, services().cancellation());
        }
    }

    private void tell(ExportPlan plan, RuleSet chosen) {
        put("out", out().toString());
        put("to", target.word());
        put("rules", chosen.name());
        put("tensors", plan.tensors().size());
        put("renamed", plan.renamed());
        put("split", plan.split());
        put("dropped", plan.dropped());
        put("used_for_scale", plan.usedAlphas());
        say(Message.of("cli.convert.plan", plan.source(), plan.tensors().size(), plan.renamed(), plan.dropped().size()).text());
        if (!chosen.entries().isEmpty()) {
            Path given = rules.file();
            Object unnamed = given == null ? Message.of("cli.convert.rulesOfBase", chosen.entries().size()) : given;
            say(Message.of("cli.convert.rules", chosen.name().isEmpty() ? unnamed : RuleTitles.joined(chosen)).text());
        }
        plan.scale().ifPresentOrElse(this::tell, () -> putNothing("scale"));
        DroppedSummary.of(plan.dropped()).forEach((prefix, count) -> say(Message.of("cli.convert.dropped", prefix, count).text()));
        if (!plan.usedAlphas().isEmpty()) {
            say(Message.of("cli.convert.spent", plan.usedAlphas().size()).text());
        }
        plan.clip().ifPresent(this::tell);
        plan.warnings().forEach(warning -> warn(warning.text()));
    }

    private void tell(ClipNames clip) {
        put("transformers", clip.version());
        ClipNames other = clip == ClipNames.TRANSFORMERS_5 ? ClipNames.TRANSFORMERS_4 : ClipNames.TRANSFORMERS_5;
        boolean leavesChoice = target.loader().clip(other) == other;
        if (leavesChoice) {
            say(Message.of("cli.convert.clip", clip.version(), other.version()).text());
        }
    }

    private void tell(ScaleReport scale) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", scale.values().size() == 1 ? scale.values().getFirst() : scale.values());
        fields.put("source", scale.source().name().toLowerCase(Locale.ROOT));
        fields.put("how", scale.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("widened", scale.widened());
        put("scale", fields);
        say(Message.of(
                        "cli.convert.scale." + scale.how(),
                        String.join(", ", scale.values().stream().map(AdapterSummary::number).toList()),
                        Message.of("adapter.scaleSource." + scale.source()))
                .text());
        if (scale.widened() > 0) {
            say(Message.of("cli.convert.widened", scale.widened()).text());
        }
    }

    private void tell(ExportReport report) {
        put("bytes", report.bytes());
        put("max_relative_error", report.maxRelativeError());
        put("bit_exact", report.isBitExact());
        put("read_back", true);
        put("verified", report.isVerified());
        say(Message.of("cli.convert.written", report.out(), report.bytes(), AdapterSummary.error(report.maxRelativeError())).text());
        if (report.isBitExact()) {
            say(Message.of("cli.convert.bitExact").text());
        }
        if (report.plan().isAdapter()) {
            tell(report.changes());
        }
        report.verdict().ifPresent(verdict -> put("loader", VerdictFields.of(verdict)));
        report.verdict().filter(Verdict::applies).ifPresent(verdict -> say(
                Message.of("cli.convert.loads", VerdictFields.program(verdict), verdict.applied(), verdict.of()).text()));
        report.doubt().ifPresent(doubt -> tell(report, doubt));
    }

    /** What a loader was found to do differently is a warning; that none was asked is not. */
    private void tell(ExportReport report, Message doubt) {
        if (report.verdict().isPresent()) {
            warn(doubt.text());
        } else {
            say(doubt.text());
        }
    }

    private void tell(ChangeReport changes) {
        put("modules_measured", changes.modules().size());
        Map<String, Integer> unmeasured = new LinkedHashMap<>();
        changes.unmeasured().forEach((algorithm, count) -> unmeasured.put(algorithm.label(), count));
        put("modules_not_measured", unmeasured);
        changes.worst().ifPresent(worst -> {
            put("max_delta_error", worst.error());
            put("max_delta_module", worst.module());
            say((worst.error() == 0
                            ? Message.of("cli.convert.changesSame", changes.modules().size())
                            : Message.of("cli.convert.changes", changes.modules().size(), AdapterSummary.error(worst.error()),
                                    worst.module()))
                    .text());
        });
        unmeasured.forEach((algorithm, count) -> say(Message.of("cli.convert.unmeasured", count, algorithm).text()));
    }
}

package dev.patchbay.cli;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.DiffusersExport;
import dev.patchbay.export.ExportPlan;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.ScaleReport;
import dev.patchbay.inspection.Expectation;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: writes the adapter under the names another program reads, and proves the new file before it gets its name. */
@Command(name = "convert", mixinStandardHelpOptions = true)
final class ConvertCommand extends ReportingCommand {

    /** Whose names are written. */
    enum Target {
        DIFFUSERS
    }

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--to", required = true)
    private Target target = Target.DIFFUSERS;

    @Option(names = "--base")
    private @Nullable String base;

    @Option(names = "--rules")
    private @Nullable Path rules;

    @Option(names = "--scale")
    private @Nullable Double scale;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Option(names = "--out", required = true)
    private Path out = Path.of("");

    @Override
    int execute() throws Exception {
        Optional<BaseModel> model = base == null ? Optional.empty() : Optional.of(services().bases().resolve(base));
        try (Checkpoint checkpoint = services().opener().open(path)) {
            RuleSet chosen = rules == null ? RuleFiles.choose(services(), checkpoint, model, this::warn) : RuleFiles.read(rules);
            OptionalDouble factor = scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale);
            Analysis analysis = Analyzer.analyze(
                    new WorkspaceState(Optional.of(checkpoint), model, chosen, Expectation.NONE, factor));
            DiffusersExport export = new DiffusersExport(checkpoint, analysis.mapping(), analysis.adapter(), model);
            ExportPlan plan = export.plan();
            tell(plan, chosen);
            refuseInputs();
            if (!dryRun) {
                tell(write(export, plan));
            }
        }
        return DONE;
    }

    /** The export looks after the files of the adapter itself. */
    private void refuseInputs() throws IOException {
        InputFiles inputs = new InputFiles();
        inputs.addBase(base, services().places());
        inputs.add(rules);
        inputs.refuse(out);
    }

    private ExportReport write(DiffusersExport export, ExportPlan plan) throws Exception {
        ProgressLine progress = progress();
        try {
            return export.write(plan, out, overwrite, progress, services().cancellation());
        } finally {
            progress.end();
        }
    }

    private void tell(ExportPlan plan, RuleSet chosen) {
        put("out", out.toString());
        put("to", target.name().toLowerCase(Locale.ROOT));
        put("rules", chosen.name());
        put("tensors", plan.tensors().size());
        put("renamed", plan.renamed());
        put("split", plan.split());
        put("dropped", plan.dropped());
        put("scale", fields(plan.scale()));
        say(Message.of("cli.convert.plan", plan.source(), plan.tensors().size(), plan.renamed(), plan.dropped().size()).text());
        if (!chosen.entries().isEmpty()) {
            say(Message.of("cli.convert.rules", chosen.name()).text());
        }
        say(Message.of(
                        "cli.convert.scale." + plan.scale().how(),
                        String.join(", ", plan.scale().values().stream().map(AdapterSummary::number).toList()),
                        Message.of("cli.scaleSource." + plan.scale().source()))
                .text());
        if (plan.scale().widened() > 0) {
            say(Message.of("cli.convert.widened", plan.scale().widened()).text());
        }
        DroppedSummary.of(plan.dropped()).forEach((prefix, count) -> say(Message.of("cli.convert.dropped", prefix, count).text()));
        plan.warnings().forEach(warning -> warn(warning.text()));
    }

    private void tell(ExportReport report) {
        put("bytes", report.bytes());
        put("max_relative_error", report.maxRelativeError());
        put("verified", true);
        say(Message.of("cli.convert.written", report.out(), report.bytes(), report.maxRelativeError()).text());
    }

    private static Map<String, Object> fields(ScaleReport scale) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", scale.values().size() == 1 ? scale.values().getFirst() : scale.values());
        fields.put("source", scale.source().name().toLowerCase(Locale.ROOT));
        fields.put("how", scale.how().name().toLowerCase(Locale.ROOT));
        fields.put("widened", scale.widened());
        return fields;
    }
}

package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.bake.BakeExport;
import dev.patchbay.export.bake.BakePlan;
import dev.patchbay.export.bake.BakeReport;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bake}: adds adapters to the weights of a base model and writes the result. */
@Command(name = "bake", mixinStandardHelpOptions = true)
final class BakeCommand extends WritingCommand {

    /** Element types that can be written. */
    enum Type {
        F32,
        F16,
        BF16
    }

    @Parameters(arity = "1..*", paramLabel = "ADAPTER[:STRENGTH]", descriptionKey = "adapters")
    private List<String> adapters = new ArrayList<>();

    @Option(names = "--base", required = true, descriptionKey = "patchbay.bake.base")
    private String base = "";

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--dtype", descriptionKey = "patchbay.bake.dtype")
    private @Nullable Type dtype;

    @Override
    int execute() throws Exception {
        try (Sources sources = sources()) {
            Checkpoint weights = sources.open(base);
            Optional<BaseModel> model = Optional.of(OpenedBaseModel.of(weights));
            List<MergeInput> inputs = sources.adapters(adapters, model, rules);
            BakeExport export = new BakeExport(weights, inputs);
            try (ProgressLine progress = progress()) {
                Optional<DType> type = dtype == null ? Optional.empty() : DType.named(dtype.name());
                BakePlan plan = export.plan(type, progress, services().cancellation());
                BakeReport report = export.write(plan, out(), overwrites(), progress, services().cancellation());
                progress.end();
                tell(plan, report);
                ArrivalFields.tell(this, Arrival.of(model.orElseThrow(), inputs.stream().map(MergeInput::adapter).toList()));
            }
        }
        return DONE;
    }

    private void tell(BakePlan plan, BakeReport report) {
        put("out", report.out().toString());
        put("base", base);
        put("adapters", adapters);
        put("dtype", dtype == null ? "kept" : dtype.name().toLowerCase(Locale.ROOT));
        put("bytes", report.bytes());
        put("tensors", report.tensors());
        put("changed", report.changed());
        put("max_relative_error", report.largestError());
        put("max_change_error", report.largestChangeError());
        put("read_back", true);
        put("verified", false); // no program's loader is asked about a whole model
        say(Message.of("cli.bake.done", base, adapters.size(), report.changed(), report.tensors()).text());
        say(Message.of("cli.bake.written", report.out(), report.bytes(), LowRankFields.rounded(report.largestError()),
                LowRankFields.rounded(report.largestChangeError()))
                .text());
        plan.warnings().forEach(warning -> warn(warning.text()));
    }
}

package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.merge.MergeExport;
import dev.patchbay.export.merge.MergePlan;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merge}: combines several adapters into one, exactly or with a chosen rank. */
@Command(name = "merge", mixinStandardHelpOptions = true)
final class MergeCommand extends WritingCommand {

    @Parameters(arity = "1..*", paramLabel = "ADAPTER[:STRENGTH]", descriptionKey = "adapters")
    private List<String> adapters = new ArrayList<>();

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--base")
    private @Nullable String base;

    @Option(names = "--rank")
    private @Nullable Integer rank;

    @Override
    int execute() throws Exception {
        if (rank != null && rank < 1) {
            throw misused(Message.of("cli.merge.rank"));
        }
        try (Sources sources = sources()) {
            Optional<BaseModel> model = sources.canonicalBase(base);
            List<MergeInput> inputs = sources.adapters(adapters, model, rules);
            Optional<Arrival> arrival = model.map(one -> Arrival.of(one, inputs.stream().map(MergeInput::adapter).toList()));
            if (arrival.filter(one -> one.arrived() == 0).isPresent()) {
                throw new ExportException(Message.of("export.merge.nothingArrives", arrival.get().base(), arrival.get().of()));
            }
            MergeExport export = new MergeExport(inputs, model, sources.weights(base, model));
            try (ProgressLine progress = progress()) {
                OptionalInt wanted = rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
                MergePlan plan = export.plan(wanted, progress, services().cancellation());
                LowRankReport report = export.write(plan, out(), overwrites(), progress, services().cancellation());
                progress.end();
                tell(plan, report);
                arrival.ifPresent(one -> ArrivalFields.tell(this, one));
            }
        }
        return DONE;
    }

    private void tell(MergePlan plan, LowRankReport report) {
        put("out", report.out().toString());
        put("adapters", adapters);
        put("dropped", plan.dropped());
        LowRankFields.put(this, report);
        say(Message.of("cli.merge.done", adapters.size(), plan.modules().size()).text());
        LowRankFields.say(this, report);
        plan.warnings().forEach(warning -> warn(warning.text()));
    }
}

package dev.patchbay.cli.command;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointParts;
import dev.patchbay.cli.input.AdapterAtStrength;
import dev.patchbay.cli.input.RuleFiles;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.export.merge.MergeExport;
import dev.patchbay.export.merge.MergePlan;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.RuleChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merge}: several adapters become one, exact or of a chosen rank. */
@Command(name = "merge", mixinStandardHelpOptions = true)
final class MergeCommand extends ReportingCommand {

    @Parameters(arity = "1..*", paramLabel = "ADAPTER[:STRENGTH]", descriptionKey = "adapters")
    private List<String> adapters = new ArrayList<>();

    @Option(names = "--rank")
    private @Nullable Integer rank;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Option(names = "--out", required = true)
    private Path out = Path.of("");

    @Override
    int execute() throws Exception {
        if (rank != null && rank < 1) {
            throw misused(Message.of("cli.merge.rank"));
        }
        try (CheckpointParts open = new CheckpointParts()) {
            List<MergeInput> inputs = new ArrayList<>();
            for (String adapter : adapters) {
                inputs.add(input(open, AdapterAtStrength.parse(adapter)));
            }
            MergeExport export = new MergeExport(inputs);
            ProgressLine progress = progress();
            try {
                OptionalInt wanted = rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
                MergePlan plan = export.plan(wanted, progress, services().cancellation());
                LowRankReport report = export.write(plan, out, overwrite, progress, services().cancellation());
                progress.end();
                tell(plan, report);
            } finally {
                progress.end();
            }
        }
        return DONE;
    }

    /** One more adapter, under canonical names as far as built-in rules bring it there. */
    private MergeInput input(CheckpointParts open, AdapterAtStrength choice) throws IOException {
        Checkpoint checkpoint = open.add(services().opener().open(services().places().resolve(choice.file())));
        MappingResult mapping = RuleChoice.choose(checkpoint, Optional.empty()).apply(checkpoint.infos());
        RuleFiles.refuse(mapping);
        Adapter adapter = PairOrientation.straight(checkpoint, mapping, Optional.empty());
        return new MergeInput(checkpoint, adapter, choice.strength());
    }

    private void tell(MergePlan plan, LowRankReport report) {
        put("out", report.out().toString());
        put("adapters", adapters);
        LowRankFields.put(this, report);
        say(Message.of("cli.merge.done", adapters.size(), plan.modules().size()).text());
        LowRankFields.say(this, report);
        plan.warnings().forEach(warning -> warn(warning.text()));
    }
}

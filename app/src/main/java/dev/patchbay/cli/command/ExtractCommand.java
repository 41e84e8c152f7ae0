package dev.patchbay.cli.command;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.extract.ExtractExport;
import dev.patchbay.export.extract.ExtractPlan;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code extract}: a LoRA of the difference of two whole models; the error is measured on the written file. */
@Command(name = "extract", mixinStandardHelpOptions = true)
final class ExtractCommand extends WritingCommand {

    @Option(names = "--tuned", required = true, paramLabel = "PATH")
    private String tuned = "";

    @Option(names = "--base", required = true, paramLabel = "PATH", descriptionKey = "patchbay.extract.base")
    private String base = "";

    @ArgGroup(multiplicity = "1")
    private Wanted wanted = new Wanted();

    /** The requested rank, in one of two ways. */
    static final class Wanted {

        @Option(names = "--rank")
        private @Nullable Integer rank;

        @Option(names = "--energy")
        private @Nullable Double energy;

        /** @throws IllegalArgumentException if the number is out of range */
        RankChoice choice() {
            return rank != null ? new RankChoice.Fixed(rank) : new RankChoice.Energy(energy == null ? 1 : energy);
        }
    }

    @Override
    int execute() throws Exception {
        RankChoice choice = choice();
        try (Sources sources = sources()) {
            ExtractExport export = new ExtractExport(model(sources, tuned), model(sources, base));
            try (ProgressLine progress = progress()) {
                ExtractPlan plan = export.plan(choice, progress, services().cancellation());
                LowRankReport report = export.write(plan, out(), overwrites(), progress, services().cancellation());
                progress.end();
                tell(plan, report);
            }
        }
        return DONE;
    }

    private static Checkpoint model(Sources sources, String path) throws IOException {
        Checkpoint opened = sources.open(path);
        if (!sources.analyzer(WorkspaceState.EMPTY.with(opened)).isModel()) {
            throw new CommandException(Message.of("cli.extract.noModel", path));
        }
        return opened;
    }

    private RankChoice choice() {
        try {
            return wanted.choice();
        } catch (IllegalArgumentException outOfRange) {
            throw misused(Message.of("cli.resize.outOfRange"));
        }
    }

    private void tell(ExtractPlan plan, LowRankReport report) {
        put("out", report.out().toString());
        put("tuned", tuned);
        put("base", base);
        put("same", plan.same());
        LowRankFields.put(this, report);
        say(Message.of("cli.extract.done", tuned, base, plan.modules().size(), plan.same()).text());
        LowRankFields.say(this, report);
        plan.warnings().forEach(warning -> warn(warning.text()));
    }
}

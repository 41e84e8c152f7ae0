package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.resize.ResizeExport;
import dev.patchbay.export.resize.ResizePlan;
import dev.patchbay.export.resize.ResizeRules;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resize}: writes an adapter with another rank, otherwise unchanged; the error is measured on the written file. */
@Command(name = "resize", mixinStandardHelpOptions = true)
final class ResizeCommand extends WritingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private String path = "";

    @ArgGroup(multiplicity = "1")
    private Wanted wanted = new Wanted();

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--base", descriptionKey = "patchbay.resize.base")
    private @Nullable String base;

    /** The requested rank, in one of three ways. */
    static final class Wanted {

        @Option(names = "--rank")
        private @Nullable Integer rank;

        @Option(names = "--energy")
        private @Nullable Double energy;

        @Option(names = "--error")
        private @Nullable Double error;

        /** @throws IllegalArgumentException if the number is out of range */
        RankChoice choice() {
            if (rank != null) {
                return new RankChoice.Fixed(rank);
            }
            return energy != null ? new RankChoice.Energy(energy) : new RankChoice.ErrorBound(error == null ? 0 : error);
        }
    }

    @Override
    int execute() throws Exception {
        RankChoice choice = choice();
        try (Sources sources = sources()) {
            Checkpoint checkpoint = sources.open(path);
            Optional<BaseModel> model = sources.base(base);
            Optional<Checkpoint> weights = sources.weights(base, model);
            Analyzer file = sources.analyzer(WorkspaceState.EMPTY.with(checkpoint));
            Optional<RuleSet> given = rules.read();
            RuleSet chosen = given.isPresent() ? given.get() : ResizeRules.choose(checkpoint, file.search());
            sources.map(file, chosen, rules);
            ResizeExport export = ResizeExport.of(checkpoint, model, weights, chosen);
            try (ProgressLine progress = progress()) {
                ResizePlan plan = export.plan(choice, progress, services().cancellation());
                LowRankReport report = export.write(plan, out(), overwrites(), progress, services().cancellation());
                progress.end();
                tell(plan, report);
                model.ifPresent(one -> ArrivalFields.tell(this, export.arrival(one)));
            }
        }
        return DONE;
    }

    private RankChoice choice() {
        try {
            return wanted.choice();
        } catch (IllegalArgumentException outOfRange) {
            throw misused(Message.of("cli.resize.outOfRange"));
        }
    }

    private void tell(ResizePlan plan, LowRankReport report) {
        put("out", report.out().toString());
        put("how", plan.how());
        put("kept", plan.kept());
        put("dropped", plan.dropped());
        LowRankFields.put(this, report);
        say(Message.of("cli.resize.done", path, plan.modules().size(), plan.how()).text());
        LowRankFields.say(this, report);
        plan.warnings().forEach(warning -> warn(warning.text()));
    }
}

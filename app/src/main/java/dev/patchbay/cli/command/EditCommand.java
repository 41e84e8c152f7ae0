package dev.patchbay.cli.command;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.EditOptions;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.edit.EditExport;
import dev.patchbay.export.edit.EditPlan;
import dev.patchbay.export.edit.EditReport;
import dev.patchbay.export.edit.EditWishes;
import dev.patchbay.export.resize.ResizeRules;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edit}: other metadata, fewer modules, blocks of other strength; all else stays as it is. */
@Command(name = "edit", mixinStandardHelpOptions = true)
final class EditCommand extends WritingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private String path = "";

    @Mixin
    private EditOptions options = new EditOptions();

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--base")
    private @Nullable String base;

    @Override
    int execute() throws Exception {
        EditWishes wishes = options.wishes();
        if (wishes.isEmpty()) {
            throw misused(Message.of("cli.edit.nothing"));
        }
        try (Sources sources = sources()) {
            Checkpoint checkpoint = sources.open(path);
            Optional<BaseModel> model = sources.base(base);
            Analyzer file = sources.analyzer(WorkspaceState.EMPTY.with(checkpoint));
            Sources.refuseModel(file);
            Optional<RuleSet> given = rules.read();
            RuleSet chosen = given.isPresent() ? given.get() : ResizeRules.choose(checkpoint, file.search());
            sources.map(file, chosen, rules);
            EditExport export = new EditExport(checkpoint, chosen, model);
            try (ProgressLine progress = progress()) {
                EditPlan plan = export.plan(wishes, progress, services().cancellation());
                EditReport report = export.write(plan, out(), overwrites(), progress, services().cancellation());
                progress.end();
                tell(plan, report);
            }
        }
        return DONE;
    }

    private void tell(EditPlan plan, EditReport report) {
        Map<String, Integer> strengths = new LinkedHashMap<>();
        plan.strengthened().forEach((strength, modules) -> strengths.put(Double.toString(strength), modules.size()));
        put("out", report.out().toString());
        put("bytes", report.bytes());
        put("tensors", plan.tensors().size());
        put("modules", plan.kept().size());
        put("removed", plan.removed());
        put("strengths", strengths);
        put("metadata", plan.metadata());
        put("metadata_removed", plan.forgotten());
        put("max_relative_error", report.largestError());
        put("read_back", true);
        put("verified", report.isVerified());
        put("loaders", VerdictFields.of(report.verdicts()));
        say(Message.of("cli.edit.done", path, plan.kept().size(), plan.removed().size()).text());
        strengths.forEach((strength, modules) -> say(Message.of("cli.edit.strength", strength, modules).text()));
        if (!plan.forgotten().isEmpty()) {
            say(Message.of("cli.edit.forgotten", String.join(", ", plan.forgotten())).text());
        }
        if (!plan.removed().isEmpty() && plan.config().isPresent()) {
            say(Message.of("cli.edit.config", plan.kept().size()).text());
        }
        if (!plan.removed().isEmpty() && plan.metadata().containsKey(Declarations.METADATA_KEY)) {
            say(Message.of("cli.edit.declared").text());
        }
        say(Message.of("cli.edit.written", report.out(), report.bytes(), LowRankFields.rounded(report.largestError())).text());
        report.verdicts().stream().filter(Verdict::applies).forEach(verdict -> say(
                Message.of("cli.convert.loads", VerdictFields.program(verdict), verdict.applied(), verdict.of()).text()));
    }
}

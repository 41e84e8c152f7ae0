package dev.patchbay.cli.command;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.comparison.CheckpointComparison;
import dev.patchbay.comparison.CheckpointDifference;
import dev.patchbay.comparison.ComparedCheckpoint;
import dev.patchbay.comparison.TensorDifference;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.inspection.values.ResumedRun;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.AddressText;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.AlignedCheckpoints;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code diff}: the differences of two checkpoints, and whether the later one comes from a training that was started anew. */
@Command(name = "diff", mixinStandardHelpOptions = true)
final class DiffCommand extends ReportingCommand {

    /** Lines of each kind in the text output; {@code --json} has all. */
    private static final int SHOWN = 20;

    @Parameters(index = "0", descriptionKey = "left", paramLabel = "LEFT")
    private Path left = Path.of("");

    @Parameters(index = "1", descriptionKey = "right", paramLabel = "RIGHT")
    private Path right = Path.of("");

    @Mixin
    private RulesOption rules = new RulesOption();

    @Override
    int execute() throws Exception {
        try (Sources sources = sources()) {
            Optional<RuleSet> given = rules.read();
            Analyzer one = sources.analyzer(WorkspaceState.EMPTY.with(sources.open(left)));
            Checkpoint other = sources.open(right);
            RuleSet chosen = given.orElseGet(() -> ComparedCheckpoint.rules(one.search(), other));
            ComparedCheckpoint mapped = ComparedCheckpoint.of(one.checkpoint(), sources.map(one, chosen, rules).mapping());
            AlignedCheckpoints aligned = new AlignedCheckpoints(mapped, ComparedCheckpoint.of(other), chosen);
            CheckpointDifference difference;
            Optional<ResumedRun> run;
            try (ProgressLine progress = progress()) {
                difference = new CheckpointComparison(aligned.left(), aligned.right()).run(progress, services().cancellation());
                run = aligned.run(progress, services().cancellation());
            }
            if (given.isEmpty() && !chosen.entries().isEmpty()) {
                say(Message.of("cli.convert.rules", RuleTitles.joined(chosen)).text());
            }
            tell(difference);
            run.ifPresent(this::tell);
            return difference.isNone() ? DONE : PROBLEM_FOUND;
        }
    }

    private void tell(CheckpointDifference difference) {
        List<TensorDifference> shapes = difference.changed().stream().filter(TensorDifference::isShape).toList();
        List<TensorDifference> types = difference.changed().stream().filter(TensorDifference::isDType).toList();
        List<TensorDifference> values = difference.changed().stream()
                .filter(TensorDifference::isValues)
                .sorted(Comparator.comparingDouble(DiffCommand::relative).reversed())
                .toList();
        put("left", AddressText.shown(left));
        put("right", AddressText.shown(right));
        put("same", difference.same());
        put("added", difference.added());
        put("removed", difference.removed());
        put("shape", shapes.stream().map(DiffCommand::shapes).toList());
        put("dtype", types.stream().map(DiffCommand::types).toList());
        put("values", values.stream().map(DiffCommand::values).toList());
        say(Message.of("cli.diff.same", difference.same()).text());
        list("cli.diff.added", difference.added());
        list("cli.diff.removed", difference.removed());
        list("cli.diff.shape", shapes.stream().map(one -> one.name() + "  " + one.left().shape() + " → " + one.right().shape()).toList());
        list("cli.diff.dtype", types.stream().map(one -> one.name() + "  " + one.left().dtype() + " → " + one.right().dtype()).toList());
        list("cli.diff.values", values.stream().map(DiffCommand::line).toList());
    }

    /** What Compare says of the same two files. */
    private void tell(ResumedRun run) {
        List<String> findings = run.findings().stream().map(Message::text).toList();
        put("run", run.outcome().name().toLowerCase(Locale.ROOT));
        put("fresh_start", run.outcome() == ResumedRun.Continuation.FRESH_START ? findings : List.of());
        findings.forEach(this::say);
    }

    private void list(String key, List<String> lines) {
        if (!lines.isEmpty()) {
            say(Message.of(key, lines.size()).text());
            lines.stream().limit(SHOWN).forEach(line -> say("  " + line));
            if (lines.size() > SHOWN) {
                say("  …");
            }
        }
    }

    private static double relative(TensorDifference difference) {
        return difference.values().map(values -> values.relative()).orElse(Double.POSITIVE_INFINITY);
    }

    private static String line(TensorDifference difference) {
        return difference.values()
                .map(values -> String.format(
                        Locale.ROOT, "%s  ‖Δ‖ %.4g (%.4g)  cos %.6f", difference.name(), values.distance(), values.relative(),
                        values.cosine()))
                .orElse(difference.name());
    }

    private static Map<String, Object> shapes(TensorDifference difference) {
        return Map.of(
                "name", difference.name(),
                "left", difference.left().shape().toArray(),
                "right", difference.right().shape().toArray());
    }

    private static Map<String, Object> types(TensorDifference difference) {
        return Map.of(
                "name", difference.name(),
                "left", difference.left().dtype().name().toLowerCase(Locale.ROOT),
                "right", difference.right().dtype().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, @Nullable Object> values(TensorDifference difference) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", difference.name());
        difference.values().ifPresent(values -> {
            fields.put("distance", finite(values.distance()));
            fields.put("relative", finite(values.relative()));
            fields.put("cosine", finite(values.cosine()));
        });
        return fields;
    }

    /** JSON has no infinite numbers: null for those. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

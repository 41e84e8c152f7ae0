package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleProblem;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rules in order, each editable as text; every change is one undoable step. */
public final class RulesModel {

    private final Workspace workspace;
    private final ObservableList<RuleRow> rows = FXCollections.observableArrayList();
    private final ObservableList<RuleRow> shown = FXCollections.unmodifiableObservableList(rows);

    /** What the shown rules make of the file; empty until it is known. */
    private Optional<MappingResult> mapping = Optional.empty();

    public RulesModel(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Positions of the rules that changed tensors, ascending.
     *
     * @param source tells by its stored name whether a tensor counts
     */
    public List<Integer> acting(Predicate<String> source) {
        return mapping.stream()
                .flatMap(result -> result.tensors().stream())
                .filter(tensor -> source.test(tensor.source()))
                .flatMap(tensor -> tensor.rules().stream())
                .distinct()
                .sorted()
                .toList();
    }

    public ObservableList<RuleRow> rows() {
        return shown;
    }

    /** Shows the rules of a state; hits and problems come from the analysis of the same rules once it is available. */
    public void show(WorkspaceState state, Optional<Analysis> analysis) {
        mapping = analysis.map(Analysis::mapping).filter(result -> result.rules().equals(state.rules()));
        List<RuleRow> next = new ArrayList<>();
        for (RuleEntry entry : state.rules().entries()) {
            int position = next.size();
            int hits = mapping.map(result -> result.hits().get(position)).orElse(0);
            Optional<Message> problem = mapping.flatMap(result -> problem(result, position));
            next.add(new RuleRow(position, entry, RuleLine.print(entry.rule()), hits, problem));
        }
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
    }

    /** The error in a line, to mark it while typing; empty if it is a rule. */
    public Optional<Message> check(String line) {
        return with(line, true, entry -> {});
    }

    /** Replaces a rule. If the line is not a rule, returns the error and changes nothing. */
    public Optional<Message> edit(int position, String line) {
        boolean enabled = rows.get(position).entry().enabled();
        return with(line, enabled, entry -> change("ui.step.rule.edited", position, entries -> entries.set(position, entry)));
    }

    /** Adds a rule at the end. */
    public Optional<Message> add(String line) {
        return with(line, true, entry -> change("ui.step.rule.added", rows.size(), entries -> entries.add(entry)));
    }

    /** Adds the same rule below, to be changed. */
    public void duplicate(int position) {
        change("ui.step.rule.duplicated", position, entries -> entries.add(position + 1, entries.get(position)));
    }

    /** Names of tensors in the file that the rule changes or leaves out, no more than {@code most}. */
    public List<String> touched(int position, int most) {
        return mapping.stream()
                .flatMap(result -> Stream.concat(
                        result.tensors().stream().filter(tensor -> tensor.rules().contains(position)).map(MappedTensor::source),
                        result.dropped().stream().filter(dropped -> dropped.rule() == position).map(dropped -> dropped.info().name())))
                .distinct()
                .limit(most)
                .toList();
    }

    public void delete(int position) {
        change("ui.step.rule.deleted", position, entries -> entries.remove(position));
    }

    public void enable(int position, boolean enabled) {
        change(enabled ? "ui.step.rule.enabled" : "ui.step.rule.disabled", position, entries -> {
            RuleEntry entry = entries.get(position);
            entries.set(position, new RuleEntry(entry.rule(), enabled, entry.comment()));
        });
    }

    /** Moves a rule up (−1) or down (1); does nothing at the ends. */
    public void move(int position, int by) {
        moveTo(position, position + by);
    }

    /**
     * Moves a rule to another place.
     *
     * @param to its position afterwards; nothing happens beyond the ends
     */
    public void moveTo(int position, int to) {
        if (to >= 0 && to < rows.size() && to != position) {
            change("ui.step.rule.moved", position, entries -> entries.add(to, entries.remove(position)));
        }
    }

    private static Optional<Message> with(String line, boolean enabled, Consumer<RuleEntry> use) {
        try {
            use.accept(RuleLineWithComment.parse(line, enabled));
            return Optional.empty();
        } catch (RuleSyntaxException problem) {
            return Optional.of(problem.explanation());
        }
    }

    private void change(String label, int position, Consumer<List<RuleEntry>> edit) {
        workspace.change(Message.of(label, position + 1), state -> {
            List<RuleEntry> entries = new ArrayList<>(state.rules().entries());
            edit.accept(entries);
            return state.with(state.rules().with(entries));
        });
    }

    private static Optional<Message> problem(MappingResult mapping, int position) {
        boolean idle = mapping.rules().entries().get(position).enabled() && mapping.hits().get(position) == 0;
        return mapping.problems().stream()
                .filter(problem -> problem.rule() == position)
                .map(RuleProblem::message)
                .findFirst()
                .or(() -> idle ? Optional.of(Message.of("ui.rules.idle")) : Optional.empty());
    }
}

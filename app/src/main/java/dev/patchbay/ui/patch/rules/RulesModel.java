package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
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
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rules in order, each editable as text; every change is one undoable step. */
public final class RulesModel {

    private final Workspace workspace;
    private final ObservableList<RuleRow> rows = FXCollections.observableArrayList();
    private final ObservableList<RuleRow> shown = FXCollections.unmodifiableObservableList(rows);

    public RulesModel(Workspace workspace) {
        this.workspace = workspace;
    }

    public ObservableList<RuleRow> rows() {
        return shown;
    }

    /** Shows the rules of a state; hits and problems come from the analysis of the same rules once it is available. */
    public void show(WorkspaceState state, Optional<Analysis> analysis) {
        Optional<MappingResult> mapping = analysis.map(Analysis::mapping).filter(result -> result.rules().equals(state.rules()));
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
        try {
            RuleLine.parse(line);
            return Optional.empty();
        } catch (RuleSyntaxException problem) {
            return Optional.of(problem.explanation());
        }
    }

    /** Replaces a rule. If the line is not a rule, returns the error and changes nothing. */
    public Optional<Message> edit(int position, String line) {
        return with(line, rule -> change("ui.step.rule.edited", position, entries -> {
            entries.set(position, new RuleEntry(rule, entries.get(position).enabled()));
        }));
    }

    /** Adds a rule at the end. */
    public Optional<Message> add(String line) {
        return with(line, rule -> change("ui.step.rule.added", rows.size(), entries -> entries.add(new RuleEntry(rule))));
    }

    public void delete(int position) {
        change("ui.step.rule.deleted", position, entries -> entries.remove(position));
    }

    public void enable(int position, boolean enabled) {
        change(enabled ? "ui.step.rule.enabled" : "ui.step.rule.disabled", position, entries -> {
            entries.set(position, new RuleEntry(entries.get(position).rule(), enabled));
        });
    }

    /** Moves a rule up (−1) or down (1); does nothing at the ends. */
    public void move(int position, int by) {
        if (position + by >= 0 && position + by < rows.size()) {
            change("ui.step.rule.moved", position, entries -> entries.add(position + by, entries.remove(position)));
        }
    }

    private Optional<Message> with(String line, Consumer<Rule> use) {
        try {
            use.accept(RuleLine.parse(line));
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
        return mapping.problems().stream().filter(problem -> problem.rule() == position).map(RuleProblem::message).findFirst();
    }
}

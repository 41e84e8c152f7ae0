package dev.patchbay.ui.patch.history;

import dev.patchbay.history.History;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The steps of the workspace, newest first, and the way to each. */
public final class HistoryModel {

    private final Workspace workspace;
    private final ObservableList<HistoryRow> rows = FXCollections.observableArrayList();
    private final ObservableList<HistoryRow> shown = FXCollections.unmodifiableObservableList(rows);

    public HistoryModel(Workspace workspace) {
        this.workspace = workspace;
    }

    public ObservableList<HistoryRow> rows() {
        return shown;
    }

    /** Shows the steps as they are now. */
    public void refresh() {
        History<WorkspaceState> history = workspace.history();
        List<HistoryRow> next = new ArrayList<>();
        for (History.Step<WorkspaceState> step : history.steps()) {
            int position = next.size();
            HistoryRow.When when = position == history.position() ? HistoryRow.When.NOW
                    : position < history.position() ? HistoryRow.When.BEFORE : HistoryRow.When.UNDONE;
            next.add(new HistoryRow(position, step.label(), when));
        }
        if (!next.reversed().equals(rows)) {
            rows.setAll(next.reversed());
        }
    }

    /** Goes back or forth to a step. */
    public void goTo(HistoryRow row) {
        workspace.goTo(row.position());
    }
}

package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.message.Message;
import dev.patchbay.ui.shell.verdict.Outlook;
import java.util.Optional;

/**
 * What toolbar and status bar show.
 *
 * @param adapter the open adapter
 * @param base the open base
 * @param expectation expected rank and alpha, as entered
 * @param outlook what becomes of the open file
 * @param settled false while the analysis of the newest change is still computed
 * @param undo label of the step that undo reverts
 * @param redo label of the step that redo repeats
 */
public record ShellStatus(
        Optional<AdapterTitle> adapter,
        Optional<BaseModel> base,
        Expectation expectation,
        Outlook outlook,
        boolean settled,
        Optional<Message> undo,
        Optional<Message> redo) {

    static final ShellStatus EMPTY = new ShellStatus(
            Optional.empty(), Optional.empty(), Expectation.NONE, Outlook.NONE, true, Optional.empty(), Optional.empty());

    /** The inspection of the adapter against the base. */
    public Optional<InspectionReport> report() {
        return outlook.report();
    }

    /** True while nothing is open. */
    public boolean isBlank() {
        return adapter.isEmpty() && base.isEmpty();
    }
}

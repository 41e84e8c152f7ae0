package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.message.Message;
import java.util.Optional;

/**
 * What toolbar and status bar show.
 *
 * @param adapter the open adapter
 * @param base the open base
 * @param expectation expected rank and alpha, as entered
 * @param report the inspection of the adapter against the base
 * @param settled false while the analysis of the newest change is still computed
 * @param undo label of the step that undo reverts
 * @param redo label of the step that redo repeats
 */
public record ShellStatus(
        Optional<AdapterTitle> adapter,
        Optional<BaseModel> base,
        Expectation expectation,
        Optional<InspectionReport> report,
        boolean settled,
        Optional<Message> undo,
        Optional<Message> redo) {

    static final ShellStatus EMPTY = new ShellStatus(
            Optional.empty(), Optional.empty(), Expectation.NONE, Optional.empty(), true, Optional.empty(), Optional.empty());

    /** The report, if its verdicts apply: for a whole model the verdicts of adapter loaders mean nothing. */
    public Optional<InspectionReport> judged() {
        return report.filter(found -> !found.isWholeModel());
    }

    /** The summary sentence: how diffusers loads the adapter, or whether the tensors of a whole model match the base. */
    public Optional<Message> verdict() {
        return judged().map(found -> found.verdict().message())
                .or(() -> report.flatMap(InspectionReport::model).map(model -> Message.of("ui.verdict.model", model.right(), model.of())));
    }

    /** True while nothing is open. */
    public boolean isBlank() {
        return adapter.isEmpty() && base.isEmpty();
    }
}

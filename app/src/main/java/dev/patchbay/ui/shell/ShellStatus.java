package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.message.Message;
import java.util.Optional;

/**
 * What the bars of the window show.
 *
 * @param adapter the open adapter
 * @param base the open base
 * @param expectation rank and alpha that a person says the training used
 * @param report how they fit
 * @param settled false while the analysis of the newest change is computed
 * @param undo label of the step that undo takes back
 * @param redo label of the step that redo brings back
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

    /** The report, where what programs do with an adapter is told by it; loaders of adapters are no measure for a whole model. */
    public Optional<InspectionReport> judged() {
        return report.filter(found -> !found.isWholeModel());
    }

    /** The sentence about all of the file: what diffusers makes of the adapter, or whether the tensors of a whole model are the base's. */
    public Optional<Message> verdict() {
        return judged().map(found -> found.verdict().message())
                .or(() -> report.flatMap(InspectionReport::model).map(model -> Message.of("ui.verdict.model", model.right(), model.of())));
    }

    /** True while nothing is open. */
    public boolean isBlank() {
        return adapter.isEmpty() && base.isEmpty();
    }
}

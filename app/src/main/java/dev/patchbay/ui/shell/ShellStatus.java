package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * What toolbar and status bar show.
 *
 * @param adapter the open adapter
 * @param base the open base
 * @param expectation expected rank and alpha, as entered
 * @param report the inspection of the adapter against the base
 * @param exports what each program does with the file that is exported for it; empty until that is known
 * @param settled false while the analysis of the newest change is still computed
 * @param undo label of the step that undo reverts
 * @param redo label of the step that redo repeats
 */
public record ShellStatus(
        Optional<AdapterTitle> adapter,
        Optional<BaseModel> base,
        Expectation expectation,
        Optional<InspectionReport> report,
        List<ExportedVerdict> exports,
        boolean settled,
        Optional<Message> undo,
        Optional<Message> redo) {

    static final ShellStatus EMPTY = new ShellStatus(
            Optional.empty(), Optional.empty(), Expectation.NONE, Optional.empty(), List.of(), true, Optional.empty(), Optional.empty());

    public ShellStatus {
        exports = List.copyOf(exports);
    }

    /** What a program does with the file that is exported for it; empty until that is known. */
    public Optional<ExportedVerdict> exported(Program program) {
        return exports.stream().filter(one -> one.program() == program).findFirst();
    }

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

package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The adapters of the workspace; a row keeps its strength when rules or base change. */
final class PreviewAdapters {

    private final ObservableList<AdapterRow> rows = FXCollections.observableArrayList();

    ObservableList<AdapterRow> rows() {
        return rows;
    }

    void follow(Optional<Checkpoint> open, Optional<Analysis> analysis) {
        rows.removeIf(row -> !open.map(row::isOf).orElse(false));
        Optional<Analysis> present = analysis.filter(one -> one.state().checkpoint().equals(open));
        if (present.isPresent() && rows.isEmpty()) {
            rows.add(new AdapterRow(present.get()));
        } else {
            present.ifPresent(newer -> rows.forEach(row -> row.follow(newer)));
        }
    }

    /** Why an enabled adapter will have no effect, if so. */
    Optional<Message> complaint(Optional<BaseModel> base) {
        return rows.stream()
                .filter(row -> row.enabledProperty().get() && row.fittingProperty().get() == 0)
                .findFirst()
                .map(row -> row.isModel()
                        ? Message.of("preview.wholeModel", row.name())
                        : Message.of("preview.nothingFits", row.name(), base.map(BaseModel::name).orElse("-")));
    }
}

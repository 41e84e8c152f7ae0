package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.saved.SavedPreview;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The adapters of the workspace; a row keeps its strength when rules or base change. */
final class PreviewAdapters {

    private final ObservableList<AdapterRow> rows = FXCollections.observableArrayList();

    /** Strength and switch that the next adapter begins with. */
    private Optional<SavedPreview> restored = Optional.empty();
    private Runnable onChange = () -> {};

    /** Called after each change of strength or switch. */
    void listen(Runnable listener) {
        onChange = listener;
    }

    /** The settings with strength and switch of the adapter. */
    SavedPreview saved(SavedPreview settings) {
        return rows.stream().findFirst()
                .map(row -> settings.with(row.strengthProperty().get(), row.enabledProperty().get()))
                .or(() -> restored.map(kept -> settings.with(kept.strength(), kept.adapterOn())))
                .orElse(settings);
    }

    /** Takes over what a workspace file says, for the adapter that is open or the next one. */
    void restore(SavedPreview saved) {
        restored = Optional.of(saved).filter(one -> rows.isEmpty());
        rows.forEach(row -> restore(row, saved));
    }

    private static void restore(AdapterRow row, SavedPreview saved) {
        row.strengthProperty().set(Math.clamp(saved.strength(), AdapterRow.WEAKEST, AdapterRow.STRONGEST));
        row.enabledProperty().set(saved.adapterOn());
    }

    private void add(AdapterRow row) {
        restored.ifPresent(saved -> restore(row, saved));
        restored = Optional.empty();
        rows.add(row);
        row.strengthProperty().subscribe(() -> onChange.run());
        row.enabledProperty().subscribe(() -> onChange.run());
    }

    ObservableList<AdapterRow> rows() {
        return rows;
    }

    void follow(Optional<Checkpoint> open, Optional<Analysis> analysis) {
        rows.removeIf(row -> !open.map(row::isOf).orElse(false));
        Optional<Analysis> present = analysis.filter(one -> one.state().checkpoint().equals(open));
        if (present.isPresent() && rows.isEmpty()) {
            add(new AdapterRow(present.get()));
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

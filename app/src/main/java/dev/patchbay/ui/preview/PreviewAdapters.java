package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.saved.SavedPreview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The adapters that are played together: that of the workspace, and others that a person adds. A row keeps its strength when rules or base
 * change.
 */
public final class PreviewAdapters {

    private final ObservableList<AdapterRow> rows = FXCollections.observableArrayList();

    /** Strength and switch that the next adapter begins with. */
    private Optional<SavedPreview> restored = Optional.empty();
    private Runnable onChange = () -> {};
    private final TaskExecutor files;
    private final Consumer<Message> tell;
    private Opening opening = (file, base) -> {
        throw new IOException(file.toString());
    };
    private Optional<BaseModel> base = Optional.empty();

    /** Opens an adapter for a base, under the rules that suit it. */
    @FunctionalInterface
    public interface Opening {

        /** @throws IOException if it cannot be read */
        Analysis open(Path file, Optional<BaseModel> base) throws IOException;
    }

    /** @param tell says why an adapter cannot be added */
    PreviewAdapters(TaskExecutor files, Consumer<Message> tell) {
        this.files = files;
        this.tell = tell;
    }

    /** Says how further adapters are opened. */
    public void knowOpening(Opening known) {
        opening = known;
    }

    /** Opens one more adapter in the background; it is played with the others. */
    public void add(Path file) {
        Optional<BaseModel> meant = base;
        Opening how = opening;
        files.submit(
                (progress, cancellation) -> how.open(file, meant), Progress.SILENT,
                opened -> add(rows.size(), AdapterRow.added(opened)), problem -> tell.accept(Texts.explain(problem)));
    }

    /** Takes a row that was added out again, and closes its file. */
    public void remove(AdapterRow row) {
        if (row.isAdded() && rows.remove(row)) {
            onChange.run();
            try {
                row.close();
            } catch (IOException e) {
                tell.accept(Texts.explain(e));
            }
        }
    }

    /** Reads the added adapters anew for another base. */
    void followBase(Optional<BaseModel> now) {
        if (now.equals(base)) {
            return;
        }
        base = now;
        Opening how = opening;
        for (AdapterRow row : rows.stream().filter(AdapterRow::isAdded).toList()) {
            files.submit(
                    (progress, cancellation) -> how.open(row.path(), now), Progress.SILENT, row::exchange,
                    problem -> tell.accept(Texts.explain(problem)));
        }
    }

    /** Called after each change of strength or switch. */
    void listen(Runnable listener) {
        onChange = listener;
    }

    /** The settings with strength and switch of the adapter. */
    SavedPreview saved(SavedPreview settings) {
        return own()
                .map(row -> settings.with(row.strengthProperty().get(), row.enabledProperty().get()))
                .or(() -> restored.map(kept -> settings.with(kept.strength(), kept.adapterOn())))
                .orElse(settings);
    }

    /** Takes over what a workspace file says, for the adapter that is open or the next one. */
    void restore(SavedPreview saved) {
        restored = Optional.of(saved).filter(one -> own().isEmpty());
        own().ifPresent(row -> restore(row, saved));
    }

    private static void restore(AdapterRow row, SavedPreview saved) {
        row.strengthProperty().set(Math.clamp(saved.strength(), AdapterRow.WEAKEST, AdapterRow.STRONGEST));
        row.enabledProperty().set(saved.adapterOn());
    }

    /** The row of the workspace's adapter. */
    private Optional<AdapterRow> own() {
        return rows.stream().filter(row -> !row.isAdded()).findFirst();
    }

    private void add(int at, AdapterRow row) {
        if (!row.isAdded()) {
            restored.ifPresent(saved -> restore(row, saved));
            restored = Optional.empty();
        }
        rows.add(at, row);
        onChange.run();
        row.strengthProperty().subscribe(() -> onChange.run());
        row.enabledProperty().subscribe(() -> onChange.run());
    }

    ObservableList<AdapterRow> rows() {
        return rows;
    }

    void follow(Optional<Checkpoint> open, Optional<Analysis> analysis) {
        rows.removeIf(row -> !row.isAdded() && !open.map(row::isOf).orElse(false));
        Optional<Analysis> present = analysis.filter(one -> one.state().checkpoint().equals(open));
        if (present.isPresent() && own().isEmpty()) {
            add(0, new AdapterRow(present.get()));
        } else {
            present.ifPresent(newer -> own().ifPresent(row -> row.follow(newer)));
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

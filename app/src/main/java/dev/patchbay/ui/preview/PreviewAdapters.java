package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.saved.SavedAdapter;
import dev.patchbay.workspace.saved.SavedPreview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private final List<Runnable> listeners = new ArrayList<>();
    /** What a workspace file names and is not open: it is still being read, or missing. */
    private List<SavedAdapter> waiting = List.of();
    private boolean opening;
    private final TaskExecutor files;
    private final Consumer<Message> tell;
    private Opening how = (file, base) -> {
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
        how = known;
    }

    /** Opens one more adapter in the background; it is played with the others. */
    public void add(Path file) {
        Optional<BaseModel> meant = base;
        Opening now = how;
        files.submit(
                (progress, cancellation) -> now.open(file, meant), Progress.SILENT,
                opened -> add(rows.size(), AdapterRow.added(opened)), problem -> tell.accept(Texts.explain(problem)));
    }

    /** Takes a row that was added out again, and gives its file back. */
    public void remove(AdapterRow row) {
        if (row.isAdded() && rows.remove(row)) {
            changed();
            row.leave();
        }
    }

    /** Reads the added adapters anew for another base. */
    void followBase(Optional<BaseModel> now) {
        if (now.equals(base)) {
            return;
        }
        base = now;
        Opening anew = how;
        for (AdapterRow row : rows.stream().filter(AdapterRow::isAdded).toList()) {
            files.submit(
                    (progress, cancellation) -> anew.open(row.path(), now), Progress.SILENT, row::exchange,
                    problem -> tell.accept(Texts.explain(problem)));
        }
    }

    /** Called after each change of rows, strength or switch. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** The settings with strength and switch of the adapter, and the ones beside it; one that is missing keeps its place. */
    SavedPreview saved(SavedPreview settings) {
        List<SavedAdapter> beside = Stream.concat(
                        rows.stream().filter(AdapterRow::isAdded).map(AdapterRow::saved), waiting.stream())
                .toList();
        return withOwn(settings).with(beside);
    }

    /** True while adapters that a workspace file names are read. */
    boolean isOpening() {
        return opening;
    }

    private SavedPreview withOwn(SavedPreview settings) {
        return own()
                .map(row -> settings.with(row.strengthProperty().get(), row.enabledProperty().get()))
                .or(() -> restored.map(kept -> settings.with(kept.strength(), kept.adapterOn())))
                .orElse(settings);
    }

    /** Takes over what a workspace file says, for the adapter that is open or the next one. */
    void restore(SavedPreview saved) {
        restored = Optional.of(saved).filter(one -> own().isEmpty());
        own().ifPresent(row -> restore(row, saved));
        rows.stream().filter(AdapterRow::isAdded).toList().forEach(this::remove);
        waiting = saved.adapters();
        opening = !waiting.isEmpty();
        if (opening) {
            openWaiting();
        }
    }

    /** Opens them one after the other, so that they stand in the order of the file. */
    private void openWaiting() {
        List<SavedAdapter> named = waiting;
        Optional<BaseModel> meant = base;
        Opening now = how;
        files.submit((progress, cancellation) -> named.stream().map(one -> RestoredAdapter.open(one, meant, now)).toList(),
                Progress.SILENT, opened -> {
                    if (named.equals(waiting)) {
                        show(opened);
                    }
                }, problem -> {
                    opening = false;
                    tell.accept(Texts.explain(problem));
                });
    }

    private void show(List<RestoredAdapter> opened) {
        waiting = opened.stream().filter(one -> one.problem().isPresent()).map(RestoredAdapter::saved).toList();
        opening = false;
        for (RestoredAdapter one : opened) {
            one.analysis().ifPresent(analysis -> {
                AdapterRow row = AdapterRow.added(analysis);
                row.take(one.saved());
                add(rows.size(), row);
            });
            one.problem().ifPresent(tell);
        }
        changed();
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
        changed();
        row.strengthProperty().subscribe(this::changed);
        row.enabledProperty().subscribe(this::changed);
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

package dev.patchbay.ui.patch.problems;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.resize.ResizeExport;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Writes the open adapter with another rank to a new file beside it, and opens the result; or gives the command that does so. */
public final class ResizeModel {

    /**
     * An offer to resize.
     *
     * @param rank 1 or more
     * @param target path beside the adapter; a folder if the adapter is one
     */
    public record ResizeOffer(Checkpoint adapter, int rank, Path target) {

        /** The equivalent command. */
        public String command() {
            return CommandText.resize(adapter.path(), rank, target);
        }
    }

    private final LatestTask work;
    private final Consumer<Path> open;
    private final ReadOnlyObjectWrapper<Optional<ResizeOffer>> offer = new ReadOnlyObjectWrapper<>(this, "offer", Optional.empty());
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper(this, "writing");
    private final ReadOnlyObjectWrapper<Optional<Message>> failure = new ReadOnlyObjectWrapper<>(this, "failure", Optional.empty());

    /** @param open opens the written file */
    ResizeModel(TaskExecutor executor, Consumer<Path> open) {
        this.work = new LatestTask(executor);
        this.open = open;
    }

    /** The current offer; empty until a fix makes one, and after it was closed. */
    public ReadOnlyObjectProperty<Optional<ResizeOffer>> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }

    /** Why the file could not be written. */
    public ReadOnlyObjectProperty<Optional<Message>> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    void offer(Checkpoint adapter, long rank) {
        dismiss();
        offer.set(Optional.of(new ResizeOffer(adapter, Math.toIntExact(rank), target(adapter, rank))));
    }

    /** Closes the offer; a running write is cancelled and leaves no file behind. */
    public void dismiss() {
        work.cancel();
        writing.set(false);
        failure.set(Optional.empty());
        offer.set(Optional.empty());
    }

    /** Writes the new file and opens it; never replaces an existing file. */
    public void write() {
        offer.get().filter(wanted -> !writing.get()).ifPresent(wanted -> {
            failure.set(Optional.empty());
            writing.set(true);
            work.run((progress, cancellation) -> write(wanted, cancellation), this::written, this::fail);
        });
    }

    private static Path write(ResizeOffer wanted, Cancellation cancellation) throws IOException {
        try (Checkpoint.Use source = wanted.adapter().use()) {
            ResizeExport export = ResizeExport.of(source.checkpoint());
            return export.write(
                            export.plan(new RankChoice.Fixed(wanted.rank()), Progress.SILENT, cancellation),
                            wanted.target(),
                            false,
                            Progress.SILENT,
                            cancellation)
                    .out();
        }
    }

    private void written(Path file) {
        dismiss();
        open.accept(file);
    }

    private void fail(Exception problem) {
        writing.set(false);
        if (!(problem instanceof CancellationException)) {
            failure.set(Optional.of(Texts.explain(problem)));
        }
    }

    private static Path target(Checkpoint adapter, long rank) {
        Path file = adapter.path().toAbsolutePath();
        Path last = file.getFileName();
        String name = last == null ? "adapter" : last.toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        boolean folder = adapter.companions().containsKey(Declarations.CONFIG_FILE);
        return file.resolveSibling(stem + "-r" + rank + (folder ? "" : ".safetensors"));
    }
}

package dev.patchbay.ui.preview;

import dev.patchbay.files.SourceFiles;
import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.video.ClipFormat;
import dev.patchbay.video.ClipWriter;
import dev.patchbay.video.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import org.jspecify.annotations.Nullable;

/** Saves finished clips in the background. */
public final class ClipExport {

    private static final int NAME_LENGTH = 40;

    private final TaskExecutor files;
    private final Supplier<SourceFiles> open;
    private final ObjectProperty<Optional<Notice>> notice;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private @Nullable RunningTask task;

    /** @param open the files that are open and must not be overwritten: clips may be {@code .safetensors} files too */
    ClipExport(TaskExecutor files, Supplier<SourceFiles> open, ObjectProperty<Optional<Notice>> notice) {
        this.files = files;
        this.open = open;
        this.notice = notice;
    }

    /** Which part of a result is saved. */
    public enum Selection {
        SIDE_BY_SIDE,
        WITH,
        WITHOUT;

        /** Suffix of the message key of its name. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A file name: the first words of the prompt, the seed, and the selection. */
    public static String suggestedName(PreviewResult result, Selection part, ClipFormat format) {
        String words = result.request().prompt().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+", "");
        String slug = words.substring(0, Math.min(NAME_LENGTH, words.length())).replaceAll("-+$", "");
        String what = result.with().isEmpty() ? "" : "-" + part.key();
        return (slug.isEmpty() ? "clip" : slug) + "-" + result.request().seed() + what + format.suffix();
    }

    /**
     * Saves a part of a result in the background; success or failure is shown as a notice.
     *
     * @param overwrite whether an existing file may be replaced
     */
    public void save(PreviewResult result, Selection part, Path target, boolean overwrite) {
        if (task != null) {
            return;
        }
        notice.set(Optional.empty());
        progress.set(0);
        SourceFiles sources = open.get();
        RunningTask started = files.submit(
                (told, cancellation) -> {
                    sources.refuse(target);
                    ClipWriter.write(clip(result, part), target, overwrite, told, cancellation);
                    return ClipWriter.size(target);
                },
                (done, total, doing) -> progress.set((double) done / total),
                size -> finish(target, size),
                this::fail);
        task = started.isOver() ? null : started;
    }

    private static Clip clip(PreviewResult result, Selection part) {
        if (result.with().isEmpty()) {
            return result.without();
        }
        return switch (part) {
            case SIDE_BY_SIDE -> SideBySide.of(result.without(), result.with().get());
            case WITH -> result.with().get();
            case WITHOUT -> result.without();
        };
    }

    /** A folder in {@code parent} that does not exist yet: the suggested name, with a number appended if needed. */
    public static Path freshFolder(Path parent, String name) {
        Path target = parent.resolve(name);
        for (int i = 2; Files.exists(target); i++) {
            target = parent.resolve(name + "-" + i);
        }
        return target;
    }

    private void finish(Path target, long size) {
        end();
        notice.set(Optional.of(Notice.info(Message.of("preview.saved", target, FileSize.text(size)))));
    }

    private void fail(Exception problem) {
        end();
        notice.set(Optional.of(
                problem instanceof CancellationException
                        ? Notice.info(Message.of("preview.saveCancelled"))
                        : Notice.error(Texts.explain(problem))));
    }

    private void end() {
        task = null;
        progress.set(-1);
    }

    /** Cancels the saving; an unfinished file is removed. */
    public void cancel() {
        RunningTask present = task;
        if (present != null) {
            present.cancel();
        }
    }

    /** Fraction written, 0 to 1; negative while nothing is being written. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }
}

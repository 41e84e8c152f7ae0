package dev.patchbay.ui.preview.setting;

import dev.patchbay.generation.Pixels;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.video.StillImage;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The picture that clips of image-to-video models begin with. */
public final class ImageChoice {

    private final LatestTask reading;
    private final PreviewSettings settings;
    private final ReadOnlyObjectWrapper<Optional<Path>> file = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Message>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    ImageChoice(TaskExecutor files, PreviewSettings settings) {
        this.reading = new LatestTask(files);
        this.settings = settings;
    }

    /** Reads a picture; one that cannot be read leaves none, and its problem says why. */
    public void choose(Path chosen) {
        file.set(Optional.of(chosen));
        problem.set(Optional.empty());
        settings.imageProperty().set(Optional.empty());
        reading.run((progress, cancellation) -> StillImage.read(chosen), this::accept, reason ->
                problem.set(Optional.of(Texts.explain(reason))));
    }

    /** Takes a picture that was copied; it has no file. */
    public void take(Pixels copied) {
        reading.cancel();
        file.set(Optional.empty());
        problem.set(Optional.empty());
        accept(copied);
    }

    private void accept(Pixels read) {
        settings.imageProperty().set(Optional.of(read));
    }

    /** The chosen file, also while it is being read or if it is no picture. */
    public ReadOnlyObjectProperty<Optional<Path>> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** Why the file cannot be read. */
    public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}

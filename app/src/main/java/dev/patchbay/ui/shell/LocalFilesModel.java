package dev.patchbay.ui.shell;

import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.place.FoundPlaces;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Checkpoints found on this machine. Searched again whenever a menu opens; until then the last result is shown. */
public final class LocalFilesModel {

    private final Function<Cancellation, FoundPlaces> source;
    private final LatestTask search;
    private final ReadOnlyObjectWrapper<Optional<FoundPlaces>> found = new ReadOnlyObjectWrapper<>(this, "found", Optional.empty());

    LocalFilesModel(TaskExecutor executor, Function<Cancellation, FoundPlaces> source) {
        this.source = source;
        this.search = new LatestTask(executor);
    }

    /** Empty until the first search is over. */
    public ReadOnlyObjectProperty<Optional<FoundPlaces>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** Searches again, in the background. */
    public void refresh() {
        search.run(
                (progress, cancellation) -> source.apply(cancellation),
                places -> found.set(Optional.of(places)),
                problem -> found.set(found.get().or(() -> Optional.of(FoundPlaces.NONE))));
    }
}

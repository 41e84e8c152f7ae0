package dev.patchbay.ui.preview.made;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.video.Difference;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** What the second picture shows: the clip with the adapters, or where it differs from the one without. Computed in the background. */
public final class DifferenceModel {

    /** What differences are multiplied by. */
    public static final List<Integer> GAINS = List.of(1, 2, 4, 8, 16);

    private final LatestTask computing;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.OFF);
    private final ObjectProperty<Integer> gain = new SimpleObjectProperty<>(4);
    private final ReadOnlyObjectWrapper<Optional<Clip>> clip = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<PreviewResult> of = Optional.empty();

    /** How a difference is shown. */
    public enum Kind {
        OFF,
        AMPLIFIED,
        HEAT
    }

    public DifferenceModel(TaskExecutor files) {
        this.computing = new LatestTask(files);
        kind.subscribe((before, now) -> compute());
        gain.subscribe((before, now) -> compute());
    }

    /** Follows the clips that are shown. */
    public void follow(Optional<PreviewResult> result) {
        of = result;
        compute();
    }

    private void compute() {
        computing.cancel();
        clip.set(Optional.empty());
        Optional<Clip> with = of.flatMap(PreviewResult::with);
        if (kind.get() == Kind.OFF || with.isEmpty()) {
            return;
        }
        Clip first = of.orElseThrow().without();
        Clip second = with.get();
        boolean heat = kind.get() == Kind.HEAT;
        int times = gain.get();
        computing.run(
                (progress, cancellation) -> heat ? Difference.heat(first, second, times) : Difference.amplified(first, second, times),
                made -> clip.set(Optional.of(made)),
                problem -> clip.set(Optional.empty()));
    }

    public ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /** One of {@link #GAINS}. */
    public ObjectProperty<Integer> gainProperty() {
        return gain;
    }

    /** The difference as a clip; empty while it is computed, and where none is wanted. */
    public ReadOnlyObjectProperty<Optional<Clip>> clipProperty() {
        return clip.getReadOnlyProperty();
    }
}

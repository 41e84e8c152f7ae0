package dev.patchbay.ui.shell;

import dev.patchbay.message.Message;
import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The task shown in the status bar: its description, progress, and a way to cancel it. */
public final class TaskStatus {

    private static final double UNKNOWN = -1;

    private final TaskExecutor executor;
    private final ReadOnlyObjectWrapper<Optional<Message>> doing = new ReadOnlyObjectWrapper<>(this, "doing", Optional.empty());
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(this, "fraction", UNKNOWN);
    private @Nullable RunningTask running;
    private long newest;

    TaskStatus(TaskExecutor executor) {
        this.executor = executor;
    }

    /** Empty while nothing runs. */
    public ReadOnlyObjectProperty<Optional<Message>> doingProperty() {
        return doing.getReadOnlyProperty();
    }

    /** 0 to 1; −1 while unknown. */
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    /** Runs work and shows its progress; work started earlier continues, but is no longer shown. */
    <T> void run(Message title, BackgroundTask<T> task, Consumer<? super T> onDone, Consumer<? super Exception> onFailed) {
        long mine = ++newest;
        doing.set(Optional.of(title));
        fraction.set(UNKNOWN);
        RunningTask started = executor.submit(task, (done, total, what) -> report(mine, done, total, what), result -> {
            end(mine);
            onDone.accept(result);
        }, problem -> {
            end(mine);
            onFailed.accept(problem);
        });
        if (!started.isOver()) {
            running = started;
        }
    }

    private void report(long task, long done, long total, Message what) {
        if (task == newest) {
            doing.set(Optional.of(what));
            fraction.set(total > 0 ? (double) done / total : UNKNOWN);
        }
    }

    private void end(long task) {
        if (task == newest) {
            running = null;
            doing.set(Optional.empty());
        }
    }
}

package dev.patchbay.ui.preview.setting;

import dev.patchbay.generation.MachineModels;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import java.io.IOException;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where clips are made: on this computer, or by the worker behind a command. The command line reads the same file. */
public final class WorkerPlace {

    private final Keeping keeping;
    private final LatestTask files;
    private final ReadOnlyObjectWrapper<Optional<String>> command = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Looking looking;
    private final LatestTask asking;
    private final ReadOnlyObjectWrapper<MachineModels> held = new ReadOnlyObjectWrapper<>(MachineModels.NONE);
    private final ReadOnlyObjectWrapper<Optional<Message>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** Tells what was chosen before: a command, or none. */
    @FunctionalInterface
    public interface Choice {

        Optional<String> command() throws IOException;
    }

    /** Keeps a choice for the next start. */
    @FunctionalInterface
    public interface Keeping {

        void choose(Optional<String> command) throws IOException;
    }

    /** Asks a worker which models its machine holds. */
    @FunctionalInterface
    public interface Looking {

        MachineModels held(String command) throws IOException;
    }

    /** Reads what was chosen before, in the background. */
    public WorkerPlace(Choice before, Keeping keeping, Looking looking, TaskExecutor files) {
        this.keeping = keeping;
        this.looking = looking;
        this.asking = new LatestTask(files);
        command.subscribe(this::look);
        this.files = new LatestTask(files);
        this.files.run((progress, cancellation) -> before.command(), command::set, this::fail);
    }

    /** Keeps a choice; {@link #commandProperty} changes once it is kept. Without a command clips are made on this computer. */
    public void choose(Optional<String> chosen) {
        Optional<String> wanted = chosen.map(String::strip).filter(typed -> !typed.isEmpty());
        problem.set(Optional.empty());
        files.run(
                (progress, cancellation) -> {
                    keeping.choose(wanted);
                    return wanted;
                },
                command::set,
                this::fail);
    }

    private void look(Optional<String> chosen) {
        held.set(MachineModels.NONE);
        asking.cancel();
        chosen.ifPresent(typed -> asking.run((progress, cancellation) -> looking.held(typed), held::set, this::fail));
    }

    private void fail(Exception reason) {
        problem.set(Optional.of(Texts.explain(reason)));
    }

    /** The command of the worker; empty for this computer. */
    public ReadOnlyObjectProperty<Optional<String>> commandProperty() {
        return command.getReadOnlyProperty();
    }

    /** The models that lie on the worker's machine; none for this computer, and while the worker is asked. */
    public ReadOnlyObjectProperty<MachineModels> heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** Why the choice could not be read or kept. */
    public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}

package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.gpu.NvidiaDriver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The processes that make clips: this one as such a process, one on this machine, one behind a command. */
public interface Workers {

    /** Makes clips for the process at the other end of this one's pipe until it closes the pipe. */
    void serve() throws IOException;

    /** The families, each model in a process of its own on this machine. */
    VideoPipelines here();

    /** The models of another machine; paths are its own. @param command {@code ssh box patchbay worker} */
    VideoPipelines behind(String command);

    /** Names and shapes of a model behind a command. */
    BaseModel modules(String command, ModelSource model) throws IOException;

    /**
     * The engine and the devices of a worker.
     *
     * @param command empty for a process on this machine
     * @throws IOException if it cannot be started or is another version
     */
    EngineReport examine(Optional<String> command) throws IOException;

    /** True if this process cannot play on the card itself, since the libraries for it belong to another class path. */
    boolean needed();

    /** True if this machine has the driver of an NVIDIA card. */
    default boolean hasDriver() {
        return NvidiaDriver.isPresent();
    }

    /** The command that was chosen last; empty for a process on this machine. */
    Optional<String> chosen() throws IOException;

    /** Chooses a command for the window and for {@code --worker} without a value. */
    void choose(Optional<String> command) throws IOException;

    /** Results of runs that are kept on disk so that they need not be made again. */
    default List<KeptNumbers> kept() {
        return List.of();
    }
}

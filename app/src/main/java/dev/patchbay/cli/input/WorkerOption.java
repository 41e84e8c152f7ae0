package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelines;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --worker [COMMAND]}: where clips are made. */
public final class WorkerOption {

    @Option(names = "--worker", arity = "0..1", fallbackValue = "", paramLabel = "COMMAND")
    private @Nullable String worker;

    /** The command of another machine's worker; empty if clips are made here, in this process or in another. */
    public Optional<String> command(CliServices services) throws IOException {
        String given = worker;
        if (given == null) {
            return Optional.empty();
        }
        return given.isBlank() ? services.workers().chosen() : Optional.of(given);
    }

    /** The families in the process that plays them: this one, unless the option is given or the card needs another class path. */
    public VideoPipelines pipelines(CliServices services, DeviceChoice device) throws IOException {
        Optional<String> command = command(services);
        if (command.isPresent()) {
            return services.workers().behind(command.get());
        }
        boolean other = worker != null || device != DeviceChoice.CPU && services.workers().needed();
        return other ? services.workers().here() : services.pipelines();
    }

    /** The modules that adapters are read by: those of the model where it lies. */
    public BaseModel base(CliServices services, Sources sources, ModelSource model) throws IOException {
        Optional<String> command = command(services);
        if (command.isPresent()) {
            return services.workers().modules(command.get(), model);
        }
        Optional<BaseModel> told = services.pipelines().modules(model);
        return told.isPresent() ? told.get() : sources.base(model.model().toString()).orElseThrow();
    }
}

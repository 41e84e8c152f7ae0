package dev.patchbay.launch;

import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.worker.RemoteWorkerFactory;
import dev.patchbay.generation.worker.WorkerCommand;
import dev.patchbay.generation.worker.WorkerSettingJson;
import java.io.IOException;
import java.util.Optional;

/**
 * The models behind the command that the settings name; none while they name no command.
 *
 * @param setting is read again at each call
 */
record ChosenWorker(WorkerSettingJson setting) implements VideoPipelineFactory {

    @Override
    public String plays() {
        return "worker";
    }

    @Override
    public boolean matches(ModelSource model) throws IOException {
        return setting.command().isPresent();
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        return remote().describe(model);
    }

    @Override
    public Optional<ModelAssembly.Assembled> assembled(ModelSource model) throws IOException {
        return remote().assembled(model);
    }

    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        return remote().load(model, choice);
    }

    private RemoteWorkerFactory remote() throws IOException {
        return new RemoteWorkerFactory(WorkerCommand.typed(setting.command().orElseThrow()), PatchbayVersion.text());
    }
}

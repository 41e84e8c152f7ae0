package dev.patchbay.launch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.cli.input.Workers;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.worker.LocalWorkerFactory;
import dev.patchbay.generation.worker.RemoteWorkerFactory;
import dev.patchbay.generation.worker.WorkerCommand;
import dev.patchbay.generation.worker.WorkerServer;
import dev.patchbay.generation.worker.WorkerSettingJson;
import dev.patchbay.gpu.InstalledLibraries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Workers as this program starts them.
 *
 * @param families that are played in this process where it is a worker
 * @param models reads names and shapes of a model for others
 * @param held which models lie on this machine
 * @param opener opens what adapters travel in
 * @param folder for what a worker keeps for a while
 * @param setting the chosen worker
 * @param gpu the installed libraries for NVIDIA cards
 * @param kept results that are kept between runs
 */
record LaunchedWorkers(
        VideoPipelines families,
        WorkerServer.ModelNames models,
        Supplier<MachineModels> held,
        CheckpointOpener opener,
        Path folder,
        WorkerSettingJson setting,
        Supplier<Optional<InstalledLibraries>> gpu,
        List<KeptNumbers> kept) implements Workers {

    /** Whoever sets this variable has chosen a PyTorch. */
    private static final String OWN_LIBRARY = "PYTORCH_LIBRARY_PATH";

    /** A kernel that runs while the other side goes away gets this long to come to its end. */
    private static final Duration LAST_BLOCK = Duration.ofSeconds(3);

    @Override
    public void serve() throws IOException {
        WorkerServer server = new WorkerServer(
                families, models, held, TorchEngine::report, opener, folder.resolve("adapters"), PatchbayVersion.text(),
                LaunchedWorkers::endSoon);
        server.serve(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)), new BufferedOutputStream(StandardOutput.take(), 1 << 16));
    }

    private static void endSoon() {
        Thread end = new Thread(() -> {
            try {
                Thread.sleep(LAST_BLOCK);
                Runtime.getRuntime().halt(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "worker-end");
        end.setDaemon(true);
        end.start();
    }

    @Override
    public VideoPipelines here() {
        return new VideoPipelines(families.factories().stream().map(this::inProcess).toList());
    }

    private VideoPipelineFactory inProcess(VideoPipelineFactory family) {
        return new LocalWorkerFactory(family, this::program, PatchbayVersion.text());
    }

    /** The families as the window plays them: behind the chosen command, else in a process on this machine. */
    VideoPipelines forWindow() {
        return new VideoPipelines(Stream.concat(Stream.of(new ChosenWorker(setting)), here().factories().stream()).toList());
    }

    private WorkerCommand program() {
        String own = System.getProperty("java.class.path");
        Optional<InstalledLibraries> libraries = System.getenv(OWN_LIBRARY) == null ? gpu.get() : Optional.empty();
        String classPath = libraries.map(installed -> installed.classPath(own)).orElse(own);
        Map<String, String> environment = libraries.map(InstalledLibraries::environment).orElse(Map.of());
        return new ProgramCommand(System.getProperties(), classPath, environment).worker(folder);
    }

    @Override
    public VideoPipelines behind(String command) {
        return new VideoPipelines(List.of(remote(WorkerCommand.typed(command))));
    }

    private static RemoteWorkerFactory remote(WorkerCommand command) {
        return new RemoteWorkerFactory(command, PatchbayVersion.text());
    }

    /** The models that lie where the worker behind a command runs. */
    MachineModels held(String command) throws IOException {
        return remote(WorkerCommand.typed(command)).held();
    }

    @Override
    public BaseModel modules(String command, ModelSource model) throws IOException {
        return remote(WorkerCommand.typed(command)).modules(model).orElseThrow();
    }

    @Override
    public EngineReport examine(Optional<String> command) throws IOException {
        return remote(command.map(WorkerCommand::typed).orElseGet(this::program)).examine();
    }

    @Override
    public boolean needed() {
        return System.getenv(OWN_LIBRARY) == null && gpu.get().isPresent();
    }

    @Override
    public Optional<String> chosen() throws IOException {
        return setting.command();
    }

    @Override
    public void choose(Optional<String> command) throws IOException {
        setting.choose(command);
    }
}

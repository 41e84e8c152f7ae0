package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.Workers;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.gpu.GpuInstallation;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.place.ModelPlaces;
import dev.patchbay.workspace.place.PlaceFolder;
import dev.patchbay.workspace.place.PlaceFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command line's real parts, on a machine with one card, an engine that draws squares, and caches in a folder. */
final class StandInMachine implements Workers {

    final SquarePipelines squares = SquarePipelines.small();
    final KeptNumbers texts;
    boolean driver;
    private final Path folder;

    StandInMachine(Path folder) {
        this.folder = folder;
        this.texts = new KeptNumbers(folder.resolve("text"), 1 << 20);
    }

    CliServices services(Optional<GpuInstallation> gpu) {
        CliServices real = CommandLineForTests.SERVICES;
        UserModels own = UserModels.in(folder.resolve("models"));
        BaseModels bases = new BaseModels(real.opener(), own);
        return new CliServices(
                real.opener(), bases::resolve, own, real.rules(), squares.only(), StandInMachine::engine, this, gpu, real.demo(),
                places(), real.cancellation());
    }

    /** One folder, with an adapter in it. */
    private static ModelPlaces places() {
        Path adapters = Path.of("src/test/resources/reference/adapter-kinds");
        return new ModelPlaces(() -> new PlaceFolders(adapters.resolve("no-hub"), List.of(new PlaceFolder("loras", adapters))));
    }

    static EngineReport engine() {
        List<Message> lacking = List.of(Message.of("gpu.noDriver"));
        return new EngineReport("PyTorch", "2.7.1", "/lib/torch", List.of("cpu", "cuda:0"), 2, List.of(), lacking);
    }

    @Override
    public void serve() {}

    @Override
    public VideoPipelines here() {
        return squares.only();
    }

    @Override
    public VideoPipelines behind(String command) {
        return squares.only();
    }

    @Override
    public BaseModel modules(String command, ModelSource model) throws IOException {
        return CommandLineForTests.SERVICES.bases().resolve(model.model().toString());
    }

    @Override
    public EngineReport examine(Optional<String> command) {
        return engine();
    }

    @Override
    public boolean hasDriver() {
        return driver;
    }

    @Override
    public boolean needed() {
        return false;
    }

    @Override
    public Optional<String> chosen() {
        return Optional.empty();
    }

    @Override
    public void choose(Optional<String> command) {}

    @Override
    public List<KeptNumbers> kept() {
        return List.of(texts);
    }
}

package dev.patchbay.launch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.folder.DistributedFolderReader;
import dev.patchbay.checkpoint.folder.HuggingFaceRepositoryReader;
import dev.patchbay.checkpoint.folder.LoneWeightsFolderReader;
import dev.patchbay.checkpoint.folder.ModelFolderReader;
import dev.patchbay.checkpoint.folder.PeftFolderReader;
import dev.patchbay.checkpoint.folder.PipelineFolderReader;
import dev.patchbay.checkpoint.folder.SatFolderReader;
import dev.patchbay.checkpoint.folder.ShardIndexReader;
import dev.patchbay.checkpoint.gguf.GgufReader;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.checkpoint.remote.RemoteAccess;
import dev.patchbay.checkpoint.remote.RemoteFiles;
import dev.patchbay.checkpoint.remote.RemoteReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.torch.LegacyTorchReader;
import dev.patchbay.checkpoint.torch.TorchReader;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.wan.WanPipelineFactory;
import dev.patchbay.generation.worker.WorkerSettingJson;
import dev.patchbay.gpu.GpuFolder;
import dev.patchbay.gpu.GpuInstallation;
import dev.patchbay.gpu.GpuLibrariesJson;
import dev.patchbay.gpu.InstalledLibraries;
import dev.patchbay.gpu.MavenSource;
import dev.patchbay.gpu.NvidiaDriver;
import dev.patchbay.mapping.file.RuleShelf;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.AppFolders;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.ModelPlaces;
import dev.patchbay.workspace.place.PlaceFolders;
import dev.patchbay.workspace.place.PlaceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The services that the window and the command line share, put together once at the start.
 *
 * @param opener with all readers
 * @param bases finds base models
 * @param rules the user's own rule files
 * @param pipelines the families of video models that can be played; loads no native library until it is used
 * @param workers the same in other processes
 * @param gpu fetches the libraries for NVIDIA cards
 * @param demo the shipped demo
 * @param places checkpoints found on this machine
 * @param profile what a person has chosen, and what windows were doing
 * @param clips base clips of comparisons
 */
record AppServices(
        CheckpointOpener opener,
        BaseModels bases,
        RuleShelf rules,
        VideoPipelines pipelines,
        LaunchedWorkers workers,
        Optional<GpuInstallation> gpu,
        Demo demo,
        ModelPlaces places,
        UserProfile profile,
        KeptClips clips) {

    /**
     * The order matters. Files of a distributed checkpoint look like torch files, so that reader comes first; an index comes before the
     * single file it could be mistaken for; SAT's folder comes late, since any folder may hold a file "latest"; a folder with weights and
     * no description comes last.
     */
    private static final List<CheckpointReader> READERS = List.of(
            new RemoteReader(new RemoteFiles(RemoteAccess.of(Path.of(System.getProperty("user.home")), System.getenv()))),
            new DistributedFolderReader(),
            new ShardIndexReader(),
            new SafetensorsReader(),
            new GgufReader(),
            new TorchReader(),
            new LegacyTorchReader(),
            new HuggingFaceRepositoryReader(),
            new PipelineFolderReader(),
            new PeftFolderReader(),
            new ModelFolderReader(),
            new SatFolderReader(),
            new LoneWeightsFolderReader());

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    /** Bytes for embeddings of prompts: 70 of T5-XXL's with 226 tokens. */
    private static final long KEPT_TEXTS = 256L << 20;

    /** Bytes for base clips: nine of 49 frames at 480 × 720. */
    private static final long KEPT_CLIPS = 2L << 30;

    static AppServices ofThisMachine() {
        return in(AppFolders.ofThisMachine());
    }

    /** With everything that is kept in these folders. */
    static AppServices in(AppFolders folders) {
        CheckpointOpener opener = new CheckpointOpener(READERS, ReadLimits.DEFAULT, LogicalTensors::view);
        UserProfile profile = UserProfile.in(folders);
        new UnpackedNatives(HOME, folders.cache().resolve("natives"), System.getProperties(), System.getenv()).prepare();
        Demo demo = new Demo(folders.cache());
        BaseModels bases = new BaseModels(opener, UserModels.in(profile::models));
        ModelPlaces places = new ModelPlaces(() -> PlaceFolders.of(HOME, profile.environment()));
        RuleShelf rules = new RuleShelf(profile::rules);
        KeptNumbers texts = new KeptNumbers(folders.cache().resolve("text"), KEPT_TEXTS);
        KeptClips clips = new KeptClips(new KeptNumbers(folders.cache().resolve("clips"), KEPT_CLIPS), PatchbayVersion.text());
        CogVideoXPipelineFactory family = new CogVideoXPipelineFactory(opener, Optional.of(texts), places::tokenizers);
        VideoPipelines pipelines = new VideoPipelines(List.of(family, new WanPipelineFactory(opener, Optional.of(texts))));
        WorkerSettingJson setting = new WorkerSettingJson(folders.settings().resolve("worker.json"));
        Optional<GpuInstallation> gpu = gpu(new GpuFolder(folders.cache().resolve("gpu")));
        LaunchedWorkers workers = new LaunchedWorkers(
                pipelines, model -> modules(pipelines, bases, model), () -> held(places), opener,
                folders.cache().resolve("worker"), setting,
                () -> gpu.flatMap(AppServices::usable), List.of(texts, clips.numbers()));
        return new AppServices(opener, bases, rules, pipelines, workers, gpu, demo, places, profile, clips);
    }

    private static MachineModels held(ModelPlaces places) {
        List<CheckpointPlace> found = places.find(Cancellation.NEVER).places();
        return new MachineModels(held(found, PlaceKind.BASE_MODEL), held(found, PlaceKind.COMPONENT));
    }

    private static List<MachineModels.Held> held(List<CheckpointPlace> found, PlaceKind kind) {
        return found.stream()
                .filter(place -> place.kind() == kind)
                .map(place -> new MachineModels.Held(place.name(), place.path()))
                .toList();
    }

    private static BaseModel modules(VideoPipelines pipelines, BaseModels bases, ModelSource model) throws IOException {
        Optional<BaseModel> told = pipelines.modules(model);
        return told.isPresent() ? told.get() : bases.open(model.model());
    }

    private static Optional<InstalledLibraries> usable(GpuInstallation gpu) {
        return gpu.folder().installed(gpu.libraries()).filter(installed -> NvidiaDriver.isPresent());
    }

    private static Optional<GpuInstallation> gpu(GpuFolder folder) {
        MavenSource source = new MavenSource(Path.of(System.getProperty("user.home"), ".m2", "settings.xml"));
        return GpuLibrariesJson.ofThisMachine().map(libraries -> new GpuInstallation(libraries, folder, source));
    }

    /** @param cancellation set when the program is interrupted */
    CliServices commandLine(Cancellation cancellation) {
        return new CliServices(
                opener, this::base, bases.users(), rules, pipelines, TorchEngine::report, workers, gpu, demo, places, cancellation);
    }

    /** Resolves {@code hf:org/name} in the Hugging Face cache, and anything else as {@link BaseModels} does. */
    private BaseModel base(String name) throws IOException {
        return ModelPlaces.isRepository(name) ? bases.open(places.resolve(name)) : bases.resolve(name);
    }
}

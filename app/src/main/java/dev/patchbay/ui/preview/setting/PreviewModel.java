package dev.patchbay.ui.preview.setting;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedPreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Which model the preview runs: the folder of the workspace's base or a chosen one, and its description. */
public final class PreviewModel {

    private static final String INDEX = "model_index.json";

    private final VideoPipelines pipelines;
    private Supplier<List<Path>> components = List::of;
    private final LatestTask reading;
    private final PreviewSettings settings;
    private final ImageChoice image;
    private final ReadOnlyObjectWrapper<Optional<Path>> folder = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<ModelPart>> parts = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<PipelineInfo>> info = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Message>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    /** What a workspace file said; holds as soon as its model is read. */
    private Optional<SavedPreview> restored = Optional.empty();
    private Optional<Path> baseFolder = Optional.empty();
    private Optional<ModelSource> source = Optional.empty();
    private @Nullable DemoFiles demo;

    public PreviewModel(VideoPipelines pipelines, TaskExecutor files, PreviewSettings settings) {
        this.pipelines = pipelines;
        this.reading = new LatestTask(files);
        this.settings = settings;
        this.image = new ImageChoice(files, settings);
    }

    /** Chooses a pipeline folder, or a model folder inside one; reads its configuration and takes over its frame size and rate. */
    public void choose(Path chosen) {
        parts.set(List.of());
        read(chosen, assembly -> Optional.of(ModelSource.of(pipelineOf(chosen))));
    }

    /** Takes another file for one part of a model of single files. */
    public void choose(ModelPart.Kind kind, Path file) {
        source.map(present -> present.with(kind, file)).ifPresent(changed -> read(changed.model(), assembly -> Optional.of(changed)));
    }

    /** Puts files in their places, such as several that were dropped; a folder, or one file that is no part, is chosen as it is. */
    public void choose(List<Path> files) {
        Optional<ModelSource> present = parts.get().isEmpty() ? Optional.empty() : source;
        Path shown = present.map(ModelSource::model).orElse(files.getFirst());
        read(shown, assembly -> Files.isDirectory(files.getFirst())
                ? Optional.of(ModelSource.of(pipelineOf(files.getFirst())))
                : assembly.sorted(present, files));
    }

    /** Says which files are used where a model lacks a text encoder or an autoencoder. @param found files on this machine */
    public void knowComponents(Supplier<List<Path>> found) {
        components = found;
    }

    /** Finds the files of a model. */
    @FunctionalInterface
    private interface SourceFinder {

        Optional<ModelSource> find(ModelAssembly assembly) throws IOException;
    }

    private void read(Path shown, SourceFinder finder) {
        folder.set(Optional.of(shown));
        info.set(Optional.empty());
        problem.set(Optional.empty());
        ModelAssembly assembly = new ModelAssembly(pipelines, components);
        reading.run((progress, cancellation) -> finder.find(assembly).map(assembly::assemble), this::take, this::reject);
    }

    private void take(Optional<ModelAssembly.Assembled> read) {
        if (read.isEmpty()) {
            problem.set(Optional.of(Message.of("preview.noTransformer")));
            return;
        }
        source = Optional.of(read.get().source());
        parts.set(read.get().parts());
        problem.set(read.get().problem());
        read.get().info().ifPresent(this::accept);
    }

    /** Called with the workspace's base; the model changes only if the folder does. */
    public void followBase(Optional<BaseModel> base) {
        Optional<Path> now = base.flatMap(BaseModel::folder);
        if (!now.equals(baseFolder)) {
            baseFolder = now;
            now.ifPresent(this::choose);
        }
    }

    /** What a workspace file keeps of the settings, the model and the image. */
    public SavedPreview saved() {
        Map<String, SavedFile> files = new HashMap<>();
        source.filter(known -> folder.get().equals(Optional.of(known.model()))).ifPresent(known -> ModelPart.Kind.besides().forEach(kind ->
                known.file(kind).ifPresent(file -> files.put(key(kind), SavedFile.of(file)))));
        return settings.saved(folder.get().map(SavedFile::of), files, image.fileProperty().get().map(SavedFile::of));
    }

    /** Takes over what a workspace file says; it holds also when the model that is being read describes itself later. */
    public void restore(SavedPreview saved) {
        settings.restore(saved);
        saved.image().flatMap(SavedFile::asPath).ifPresent(image::choose);
        Optional<Path> model = saved.model().flatMap(SavedFile::asPath);
        Optional<ModelSource> single = model.filter(file -> !saved.parts().isEmpty()).map(file -> source(file, saved));
        boolean same = model.equals(folder.get()) && (single.isEmpty() || single.equals(source));
        restored = Optional.of(saved).filter(one -> model.isPresent() && !(same && info.get().isPresent()));
        if (!same) {
            single.ifPresentOrElse(files -> read(files.model(), assembly -> Optional.of(files)), () -> model.ifPresent(this::choose));
        }
    }

    private static ModelSource source(Path model, SavedPreview saved) {
        ModelSource source = ModelSource.of(model);
        for (ModelPart.Kind kind : ModelPart.Kind.besides()) {
            Optional<Path> file = Optional.ofNullable(saved.parts().get(key(kind))).flatMap(SavedFile::asPath);
            source = file.isPresent() ? source.with(kind, file.get()) : source;
        }
        return source;
    }

    /** As a workspace file calls a part. */
    private static String key(ModelPart.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    public void knowDemo(DemoFiles files) {
        demo = files;
        info.get().ifPresent(this::fillInDemo);
    }

    /** The pipeline folder: the base may be opened as the transformer folder inside it. */
    private static Path pipelineOf(Path chosen) throws IOException {
        if (!Files.isDirectory(chosen)) {
            return chosen;
        }
        Path parent = chosen.toRealPath().getParent();
        if (parent == null || Files.exists(chosen.resolve(INDEX)) || !Files.exists(parent.resolve(INDEX))) {
            return chosen;
        }
        return parent;
    }

    private void accept(PipelineInfo read) {
        folder.set(Optional.of(read.folder()));
        restored.ifPresentOrElse(settings::restore, () -> settings.apply(Preset.NORMAL.values(read)));
        restored = Optional.empty();
        settings.takeImage(read.takesImage());
        info.set(Optional.of(read));
        fillInDemo(read);
    }

    private void reject(Exception reason) {
        problem.set(Optional.of(Texts.explain(reason)));
    }

    private void fillInDemo(PipelineInfo read) {
        DemoFiles files = demo;
        if (files != null && read.folder().equals(files.pipeline()) && settings.promptProperty().get().isBlank()) {
            settings.promptProperty().set(files.prompt());
            settings.seedProperty().set(files.seed());
            settings.seedLockedProperty().set(true);
        }
    }

    /** Sets steps, size and the other values of a preset; does nothing while no model is known. */
    public void apply(Preset preset) {
        info.get().ifPresent(known -> settings.apply(preset.values(known)));
    }

    /** The preset whose values equal the current settings. */
    public Optional<Preset> matchingPreset() {
        return info.get().flatMap(known -> Arrays.stream(Preset.values())
                .filter(preset -> preset.values(known).equals(settings.values()))
                .findFirst());
    }

    /** The picture that clips begin with, if the model takes one. */
    public ImageChoice image() {
        return image;
    }

    /** The chosen folder, also while it is being read or if it cannot be played. */
    public ReadOnlyObjectProperty<Optional<Path>> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /** The model's description; empty until it is read. */
    public ReadOnlyObjectProperty<Optional<PipelineInfo>> infoProperty() {
        return info.getReadOnlyProperty();
    }

    /** The files of a model that is put together from single ones, and what is missing; empty for a folder. */
    public ReadOnlyObjectProperty<List<ModelPart>> partsProperty() {
        return parts.getReadOnlyProperty();
    }

    /** Where the described model lies. */
    public Optional<ModelSource> source() {
        return info.get().flatMap(known -> source);
    }

    /** Why the folder cannot be played. */
    public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}

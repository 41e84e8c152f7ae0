package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.CoarseClip;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.preview.made.DifferenceModel;
import dev.patchbay.ui.preview.made.MadeClip;
import dev.patchbay.ui.preview.run.BaseClips;
import dev.patchbay.ui.preview.run.PipelineSlot;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.run.PreviewResult.UsedAdapter;
import dev.patchbay.ui.preview.run.RunForecast;
import dev.patchbay.ui.preview.run.RunOrder;
import dev.patchbay.ui.preview.run.RunStatus;
import dev.patchbay.ui.preview.setting.OwnPresets;
import dev.patchbay.ui.preview.setting.PreviewModel;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import dev.patchbay.ui.preview.setting.SettingsCheck;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.saved.SavedPreview;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/**
 * View model of the place Preview: settings, adapters, one run at a time, and its result.
 *
 * <p>All methods are called on the FX thread. Loading, generating and closing run on {@code generation}, which has to run its tasks one
 * after the other on <b>a single thread</b>: PyTorch's JNI layer ties memory to the thread that allocated it. Configuration files are
 * read and clips written on {@code files}, so that neither waits for a clip.
 */
public final class PreviewViewModel implements AutoCloseable {

    /** The cached clips may take 1/4 of the heap; a full-size CogVideoX clip with all latents takes about 430 MB. */
    private static final long KEPT_SHARE = 4;

    private final Workspace workspace;
    private final TaskExecutor generation;
    private final PipelineSlot slot;
    private final BaseClips baseClips = new BaseClips(Runtime.getRuntime().maxMemory() / KEPT_SHARE);
    private final PreviewSettings settings = new PreviewSettings();
    private final PreviewModel model;
    private final OwnPresets presets = new OwnPresets(settings);
    private final SettingsCheck check;
    private final PreviewAdapters adapters;
    private final ClipExport clipExport;
    private final Optional<WorkerPlace> place;
    private final RunForecast forecast;
    private final BooleanProperty watched = new SimpleBooleanProperty(false);
    private final ObjectProperty<DeviceChoice> device = new SimpleObjectProperty<>(DeviceChoice.AUTO);
    private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(Optional.empty());
    private final PreviewRuns runs;
    private final DifferenceModel difference;
    private final Runnable stopListening;
    private boolean wanted;

    /**
     * What the player shows.
     *
     * @param without the clip without adapters
     * @param with the clip with adapters, if there is one
     * @param awaitsWith true while a run has finished the first clip and is generating the second
     */
    public record ShownClips(Clip without, Optional<Clip> with, boolean awaitsWith) {}

    /**
     * A clip that is being made, as coarse as its latents show it.
     *
     * @param without the finished clip without adapters, if this one is with them
     * @param picture after the last step
     * @param makesTwo whether the run makes a clip with adapters, too
     */
    public record ComingClip(Optional<Clip> without, CoarseClip picture, boolean makesTwo) {}

    /**
     * @param generation runs one task after the other, all on the same thread
     * @param files runs short tasks in parallel to it
     * @param kept clips without adapters, if they are kept on disk
     * @param place where clips are made, if that can be chosen
     */
    public PreviewViewModel(
            Workspace workspace,
            VideoPipelines pipelines,
            TaskExecutor generation,
            TaskExecutor files,
            Optional<KeptClips> kept,
            Optional<WorkerPlace> place) {
        this.workspace = workspace;
        this.generation = generation;
        this.place = place;
        this.slot = new PipelineSlot(pipelines);
        this.model = new PreviewModel(pipelines, files, settings);
        this.check = new SettingsCheck(pipelines, files, settings, model);
        this.adapters = new PreviewAdapters(files, problem -> notice.set(Optional.of(Notice.error(problem))));
        this.clipExport = new ClipExport(files, this::openFiles, notice);
        this.runs = new PreviewRuns(
                generation, slot, baseClips, kept, notice, Runtime.getRuntime().maxMemory() / KEPT_SHARE);
        this.difference = new DifferenceModel(files);
        runs.resultProperty().subscribe(difference::follow);
        this.forecast = new RunForecast(generation, slot, baseClips);
        this.stopListening = workspace.listen(this::follow);
        place.ifPresent(one -> one.commandProperty().subscribe((before, now) -> model.folderProperty().get().ifPresent(model::choose)));
        settings.listen(this::askForecast);
        adapters.listen(this::askForecast);
        device.subscribe(this::askForecast);
        runs.runningProperty().subscribe(this::askForecast);
        watched.subscribe(this::askForecast);
        check.problemProperty().subscribe(this::askForecast);
        model.infoProperty().subscribe(this::askForecast);
        follow();
    }

    /** Only while somebody looks: a model is loaded for the answer. */
    private void askForecast() {
        if (runs.runningProperty().get()) {
            return;
        }
        if (!watched.get() || model.infoProperty().get().isEmpty() || check.problemProperty().get().isPresent()) {
            forecast.forget();
        } else {
            forecast.ask(order());
        }
    }

    private SourceFiles openFiles() {
        SourceFiles sources = new SourceFiles();
        workspace.state().checkpoint().ifPresent(sources::add);
        workspace.state().base().flatMap(BaseModel::folder).ifPresent(sources::add);
        model.folderProperty().get().ifPresent(sources::add);
        model.source().ifPresent(source -> source.paths().forEach(sources::add));
        return sources;
    }

    /** Remembers the shipped demo: its prompt and seed are filled in when its model is chosen. */
    public void knowDemo(DemoFiles demo) {
        model.knowDemo(demo);
    }

    /** What a workspace file keeps of this place. */
    public SavedPreview saved() {
        return adapters.saved(model.saved());
    }

    /** Takes over what a workspace file says; to be called after its base and adapter are open. */
    public void restore(SavedPreview saved) {
        adapters.restore(saved);
        model.restore(saved);
    }

    /** Called after each change of what {@link #saved} gives. */
    public void listen(Runnable listener) {
        settings.listen(listener);
        adapters.listen(listener);
        model.folderProperty().subscribe(listener);
        model.infoProperty().subscribe(listener);
        model.problemProperty().subscribe(listener);
    }

    /** False while a model is read, whose own values will be taken over. */
    public boolean isSettled() {
        return !adapters.isOpening()
                && (model.folderProperty().get().isEmpty()
                        || model.infoProperty().get().isPresent()
                        || model.problemProperty().get().isPresent());
    }

    private void follow() {
        model.followBase(workspace.state().base());
        adapters.followBase(workspace.state().base());
        adapters.follow(workspace.state().checkpoint(), workspace.analysis());
        if (wanted && isAnalysed()) {
            run();
        }
    }

    /** Starts a run with the current settings; while the adapter is still being analysed, as soon as that is finished. */
    public void run() {
        wanted = !isRunning() && !isAnalysed();
        if (!isRunning() && !wanted) {
            begin(List.of());
        }
    }

    /** Lets a run with the current settings follow those that are going on or wait. */
    public void enqueue() {
        if (isAnalysed()) {
            begin(List.of());
        }
    }

    /** Makes a grid: the clip without adapters and one for each strength. */
    public void sweep(List<Double> strengths) {
        if (isAnalysed()) {
            begin(strengths);
        }
    }

    /** Takes over the settings of an earlier run and runs it again. */
    public void again(MadeClip made) {
        settings.take(made.order().base());
        notice.set(Optional.empty());
        runs.start(made.order());
    }

    private boolean isRunning() {
        return runs.runningProperty().get();
    }

    private void begin(List<Double> strengths) {
        notice.set(Optional.empty());
        if (model.infoProperty().get().isEmpty()) {
            notice.set(Optional.of(Notice.error(model.problemProperty().get().orElse(Message.of("preview.noModel")))));
            return;
        }
        if (!settings.seedLockedProperty().get()) {
            settings.rollSeed();
        }
        adapters.complaint(workspace.state().base()).map(Notice::warning).ifPresent(complaint -> notice.set(Optional.of(complaint)));
        runs.start(order().sweeping(strengths));
    }

    private boolean isAnalysed() {
        return workspace.state().checkpoint().isEmpty()
                || workspace.failure().isPresent()
                || workspace.analysis().filter(analysis -> analysis.state().equals(workspace.state())).isPresent();
    }

    private RunOrder order() {
        ModelSource source = model.source().orElseThrow();
        PipelineSlot.PipelineKey key =
                new PipelineSlot.PipelineKey(source, device.get(), place.flatMap(one -> one.commandProperty().get()));
        List<RunOrder.AdapterUse> chosen = adapters.rows().stream()
                .filter(AdapterRow::isActive)
                .map(row -> new RunOrder.AdapterUse(row.name(), row.analysis(), row.strengthProperty().get()))
                .toList();
        return new RunOrder(key, model.infoProperty().get().orElseThrow().framesPerSecond(), settings.request(), chosen, List.of(),
                model.image().fileProperty().get(), settings.croppedProperty().get());
    }

    /** Cancels the run. It ends within one block of the network; the clips of the previous run stay. */
    public void stop() {
        wanted = false;
        runs.stop();
    }

    /** Cancels everything and frees the model. The executors must stay alive until the tasks started here are done. */
    @Override
    public void close() {
        stopListening.run();
        wanted = false;
        runs.close();
        clipExport.cancel();
        generation.submit(
                (progress, cancellation) -> {
                    slot.close();
                    return true;
                },
                Progress.SILENT,
                closed -> {},
                problem -> {});
    }

    public PreviewSettings settings() {
        return settings;
    }

    /** Presets of one's own. */
    public OwnPresets presets() {
        return presets;
    }

    /** Where clips are made, if that can be chosen. */
    public Optional<WorkerPlace> place() {
        return place;
    }

    /** What a run would take; asked while {@link #watchedProperty}. */
    public RunForecast forecast() {
        return forecast;
    }

    /** Whether the place is shown. */
    public BooleanProperty watchedProperty() {
        return watched;
    }

    /** Says which settings the model cannot carry out. */
    public SettingsCheck check() {
        return check;
    }

    public PreviewModel model() {
        return model;
    }

    public ObjectProperty<DeviceChoice> deviceProperty() {
        return device;
    }

    /** Adapters of the workspace, each with its strength. */
    public ObservableList<AdapterRow> adapters() {
        return adapters.rows();
    }

    /** The queue of runs, and the finished ones. */
    public PreviewRuns runs() {
        return runs;
    }

    /** Shows the clips of an earlier run. */
    public void show(MadeClip made) {
        runs.show(made);
    }

    /** Where the clips without and with adapters differ. */
    public DifferenceModel difference() {
        return difference;
    }

    /** Adds and removes adapters beside that of the workspace. */
    public PreviewAdapters adapterRows() {
        return adapters;
    }

    /** Saves finished clips. */
    public ClipExport clipExport() {
        return clipExport;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return runs.runningProperty();
    }

    /** True between {@link #stop} and the moment the run has ended. */
    public ReadOnlyBooleanProperty stoppingProperty() {
        return runs.stoppingProperty();
    }

    /** Progress of the run; empty while none is running. */
    public ReadOnlyObjectProperty<Optional<RunStatus>> statusProperty() {
        return runs.statusProperty();
    }

    public ReadOnlyObjectProperty<Optional<ShownClips>> shownProperty() {
        return runs.shownProperty();
    }

    /** The clip that is being made; empty before its first step is finished, and while none is made. */
    public ReadOnlyObjectProperty<Optional<ComingClip>> comingProperty() {
        return runs.comingProperty();
    }

    /** The adapters of the run that is going on, else those of the last finished one. */
    public ReadOnlyObjectProperty<List<UsedAdapter>> usedProperty() {
        return runs.usedProperty();
    }

    /** Result of the last finished run. */
    public ReadOnlyObjectProperty<Optional<PreviewResult>> resultProperty() {
        return runs.resultProperty();
    }

    /** The notice of this place; set to empty when it is closed. */
    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }
}

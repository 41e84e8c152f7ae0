package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The place Preview without its looks: settings, adapters, one run at a time, and what came out.
 *
 * <p>Everything here belongs to the window's thread. Loading, generating and closing happen through {@code generation}, which has
 * to run tasks one after the other on <b>one thread that stays the same</b>: the engine behind the pipeline ties memory to the
 * thread that made it. Reading configuration and writing clips go through {@code files}, so that neither waits for a clip.
 */
public final class PreviewViewModel implements AutoCloseable {

    /** Share of the heap that kept clips may take; one of CogVideoX's full size with all latents has about 430 MB. */
    private static final long KEPT_SHARE = 4;

    private final Workspace workspace;
    private final TaskExecutor generation;
    private final PipelineSlot slot;
    private final BaseClips baseClips = new BaseClips(Runtime.getRuntime().maxMemory() / KEPT_SHARE);
    private final PreviewSettings settings = new PreviewSettings();
    private final PreviewModel model;
    private final PreviewAdapters adapters;
    private final ClipExport clipExport;
    private final ObjectProperty<DeviceChoice> device = new SimpleObjectProperty<>(DeviceChoice.AUTO);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyObjectWrapper<Optional<RunStatus>> status = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ShownClips>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<PreviewResult>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(Optional.empty());
    private final Runnable stopListening;
    private @Nullable RunningTask task;
    private boolean wanted;

    /**
     * What the player shows.
     *
     * @param awaitsWith true during a run that has made the first clip and goes on with the adapted one
     */
    public record ShownClips(Clip without, Optional<Clip> with, boolean awaitsWith) {}

    /**
     * @param generation runs one task after the other, all on the same thread
     * @param files runs short tasks beside it
     */
    public PreviewViewModel(Workspace workspace, VideoPipelines pipelines, TaskExecutor generation, TaskExecutor files) {
        this.workspace = workspace;
        this.generation = generation;
        this.slot = new PipelineSlot(pipelines);
        this.model = new PreviewModel(pipelines, files, settings);
        this.adapters = new PreviewAdapters();
        this.clipExport = new ClipExport(files, this::openFiles, notice);
        this.stopListening = workspace.listen(this::follow);
        follow();
    }

    private SourceFiles openFiles() {
        SourceFiles sources = new SourceFiles();
        workspace.state().checkpoint().ifPresent(sources::add);
        workspace.state().base().flatMap(BaseModel::folder).ifPresent(sources::add);
        model.folderProperty().get().ifPresent(sources::add);
        return sources;
    }

    /** Which clips the shipped demo is about: prompt and seed are filled in when its model is chosen. */
    public void knowDemo(DemoFiles demo) {
        model.knowDemo(demo);
    }

    private void follow() {
        model.followBase(workspace.state().base());
        adapters.follow(workspace.state().checkpoint(), workspace.analysis());
        if (wanted && isAnalysed()) {
            run();
        }
    }

    /** Starts a run with the present settings; while the adapter's analysis is on its way, as soon as it is there. */
    public void run() {
        wanted = !running.get() && !isAnalysed();
        if (running.get() || wanted) {
            return;
        }
        notice.set(Optional.empty());
        if (model.infoProperty().get().isEmpty()) {
            notice.set(Optional.of(Notice.error(model.problemProperty().get().orElse(Message.of("preview.noModel")))));
            return;
        }
        if (!settings.seedLockedProperty().get()) {
            settings.rollSeed();
        }
        adapters.complaint(workspace.state().base()).map(Notice::warning).ifPresent(complaint -> notice.set(Optional.of(complaint)));
        start(new PreviewRun(order(), slot, baseClips));
    }

    private boolean isAnalysed() {
        return workspace.state().checkpoint().isEmpty()
                || workspace.failure().isPresent()
                || workspace.analysis().filter(analysis -> analysis.state().equals(workspace.state())).isPresent();
    }

    private RunOrder order() {
        PipelineSlot.PipelineKey key = new PipelineSlot.PipelineKey(model.infoProperty().get().orElseThrow().folder(), device.get());
        List<RunOrder.AdapterUse> chosen = adapters.rows().stream()
                .filter(AdapterRow::isActive)
                .map(row -> new RunOrder.AdapterUse(row.name(), row.analysis(), row.strengthProperty().get()))
                .toList();
        return new RunOrder(key, settings.request(), chosen);
    }

    private void start(PreviewRun run) {
        running.set(true);
        Progress follower = (done, total, doing) -> show(run);
        RunningTask started = generation.submit(run, follower, this::finish, this::fail);
        task = started.isOver() ? null : started;
    }

    private void show(PreviewRun run) {
        status.set(run.status());
        Optional<Clip> base = run.freshBase();
        if (base.isPresent() && !shown.get().map(ShownClips::without).equals(base)) {
            shown.set(Optional.of(new ShownClips(base.get(), Optional.empty(), run.makesTwo())));
        }
    }

    private void finish(PreviewResult made) {
        end();
        result.set(Optional.of(made));
        shown.set(Optional.of(new ShownClips(made.without(), made.with(), false)));
    }

    private void fail(Exception problem) {
        end();
        shown.get().filter(ShownClips::awaitsWith).ifPresent(first ->
                shown.set(Optional.of(new ShownClips(first.without(), Optional.empty(), false))));
        if (!(problem instanceof CancellationException)) {
            notice.set(Optional.of(Notice.error(Texts.explain(problem))));
        }
    }

    private void end() {
        task = null;
        running.set(false); // while stopping still says how it ended
        stopping.set(false);
        status.set(Optional.empty());
    }

    /** Asks the run to stop; it does within one block of the network, and the clips of the run before stay. */
    public void stop() {
        wanted = false;
        RunningTask present = task;
        if (present != null) {
            stopping.set(true);
            present.cancel();
        }
    }

    /** Stops whatever runs and frees the model. The executors have to live until the tasks that this starts are done. */
    @Override
    public void close() {
        stopListening.run();
        stop();
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

    /** Saving what was made. */
    public ClipExport clipExport() {
        return clipExport;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** True between {@link #stop} and the moment the run has ended. */
    public ReadOnlyBooleanProperty stoppingProperty() {
        return stopping.getReadOnlyProperty();
    }

    /** How far the run is; empty while nothing runs. */
    public ReadOnlyObjectProperty<Optional<RunStatus>> statusProperty() {
        return status.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<ShownClips>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The last finished run. */
    public ReadOnlyObjectProperty<Optional<PreviewResult>> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** What the place has to say; may be emptied. */
    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }
}

package dev.patchbay.ui.export;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.message.Message;
import dev.patchbay.task.RunningTask;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.tensor.DType;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.control.NoticeAction;
import dev.patchbay.ui.control.NoticeLog;
import dev.patchbay.ui.fx.CopiedText;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** View model of the export: a plan that follows the workspace while the panel is open, its execution, and what was verified. */
public final class ExportViewModel implements AutoCloseable {

    private final Workspace workspace;
    private final TaskExecutor executor;
    private final BaseValues values;
    private final LatestTask planning;
    private final LatestTask counting;
    private final Path home;
    private final ExportActions actions;
    private final ObjectProperty<Optional<DType>> dtype = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<OptionalDouble> alpha = new SimpleObjectProperty<>(OptionalDouble.empty());
    private final ObjectProperty<MetadataEdits> metadata = new SimpleObjectProperty<>(MetadataEdits.NONE);
    private Consumer<Notice> shownElsewhere = news -> {};
    private Consumer<Notice> news = told -> {};
    private final ObjectProperty<Program> program = new SimpleObjectProperty<>(Program.DIFFUSERS);
    private final ObjectProperty<ScaleChoice> scale = new SimpleObjectProperty<>(ScaleChoice.FOLD);
    private final ObjectProperty<ClipNames> clip = new SimpleObjectProperty<>(ExportOptions.CLIP);
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.WAITING);
    private final ReadOnlyObjectWrapper<Optional<PlannedExport>> planned = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Path>> target = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ExportReport>> report = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Message>> doing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(Optional.empty());
    private final Runnable stopListening;
    private Optional<Path> chosen = Optional.empty();
    private Optional<Program> meantFor = Optional.empty();
    private @Nullable Analysis plannedFor;
    private @Nullable Analysis countedFor;
    private @Nullable RunningTask writing;
    private boolean open;

    /**
     * @param values of the base, for exports that depend on them
     * @param home folder for results that cannot be written beside their source
     * @param actions what is done outside the panel
     */
    public ExportViewModel(
            Workspace workspace, TaskExecutor executor, BaseValues values, Path home, ExportActions actions) {
        this.workspace = workspace;
        this.values = values;
        this.executor = executor;
        this.planning = new LatestTask(executor);
        this.counting = new LatestTask(executor);
        this.home = home;
        this.actions = actions;
        this.stopListening = workspace.listen(this::follow);
        scale.subscribe((before, now) -> replan());
        clip.subscribe((before, now) -> replan());
        dtype.subscribe((before, now) -> replan());
        alpha.subscribe((before, now) -> replan());
        metadata.subscribe((before, now) -> replan());
        program.subscribe((before, now) -> {
            chosen = Optional.empty(); // its suffix belonged to the previous program
            replan();
            recount();
        });
    }

    /** To be called when the panel is shown: plans an export of the current workspace. */
    public void open() {
        open = true;
        if (phase.get() != Phase.WRITING) {
            chosen = Optional.empty();
            alpha.set(OptionalDouble.empty());
            replan();
        }
    }

    /** To be called when the panel is hidden; a running export continues. */
    public void shut() {
        open = false;
    }

    private void follow() {
        Optional<Program> wished = workspace.state().program();
        if (!wished.equals(meantFor)) {
            meantFor = wished;
            wished.ifPresent(program::set);
        }
        Optional<Analysis> newest = ofOpenFile();
        if (newest.orElse(null) != countedFor) {
            recount();
        }
        boolean busy = phase.get() == Phase.WRITING;
        boolean analysed = workspace.analysis().filter(analysis -> analysis != plannedFor).isPresent();
        boolean news = analysed || workspace.state().checkpoint().isEmpty();
        if (open && !busy && news) {
            replan();
        }
    }

    /** The newest analysis of the open file; it may still be that of the rules before the last change. */
    private Optional<Analysis> ofOpenFile() {
        return workspace.analysis().filter(analysis -> analysis.state().checkpoint().equals(workspace.state().checkpoint()));
    }

    private void recount() {
        Optional<Analysis> newest = ofOpenFile().filter(analysis -> analysis.state().checkpoint().isPresent());
        countedFor = newest.orElse(null);
        counting.cancel();
        Program wished = program.get();
        newest.ifPresentOrElse(
                analysis -> counting.run((told, cancellation) -> count(analysis, wished), count::set, problem -> count.set(0)),
                () -> count.set(0));
    }

    /**
     * Tensors an export for the chosen program would write; if it cannot load the adapter, for the first program that can. The panel then
     * says why and offers the choice.
     */
    private int count(Analysis analysis, Program wished) throws IOException {
        return values.during(analysis.adapter(), analysis.state().base(), weights -> {
            int tensors = countFor(analysis, wished, weights);
            for (Program other : Program.values()) {
                tensors = tensors > 0 ? tensors : countFor(analysis, other, weights);
            }
            return tensors;
        });
    }

    private static int countFor(Analysis analysis, Program reader, Optional<Checkpoint> weights) throws IOException {
        try {
            return conversion(analysis, reader).with(weights).count();
        } catch (ExportException refused) {
            return 0;
        }
    }

    private void replan() {
        if (!open || phase.get() == Phase.WRITING) {
            return;
        }
        planning.cancel();
        planned.set(Optional.empty());
        report.set(Optional.empty());
        notice.set(Optional.empty());
        Optional<Analysis> settled = workspace.analysis().filter(analysis -> analysis.state().equals(workspace.state()));
        plannedFor = settled.orElse(null);
        phase.set(settled.isPresent() ? Phase.PLANNING : Phase.WAITING);
        ExportOptions options = new ExportOptions(
                scale.get(), alpha.get(), dtype.get(), metadata.get().set(), metadata.get().unset(), List.of(), clip.get(),
                ExportOptions.SHARD_BYTES);
        Program reader = program.get();
        settled.ifPresent(analysis -> planning.run((told, cancellation) -> plan(analysis, reader, options), this::accept, this::reject));
    }

    private PlannedExport plan(Analysis analysis, Program reader, ExportOptions options) throws IOException {
        return PlannedExport.of(
                conversion(analysis, reader), options, analysis, values, source -> TargetNames.beside(source, home, reader));
    }

    private static Conversion conversion(Analysis analysis, Program reader) {
        return new Conversion(
                analysis.state().checkpoint().orElseThrow(), analysis.mapping(), analysis.adapter(), analysis.state().base(), reader);
    }

    private void accept(PlannedExport made) {
        planned.set(Optional.of(made));
        target.set(Optional.of(chosen.orElse(made.suggested())));
        phase.set(Phase.READY);
    }

    private void reject(Exception reason) {
        notice.set(Optional.of(Notice.error(Texts.explain(reason))));
        phase.set(Phase.IMPOSSIBLE);
    }

    /** Sets the target file; the dialog has already asked whether an existing one may be replaced. */
    public void choose(Path file) {
        chosen = Optional.of(file);
        target.set(chosen);
        report.set(Optional.empty());
        if (phase.get() == Phase.DONE) {
            phase.set(Phase.READY);
        }
    }

    /** Writes the planned export. */
    public void export() {
        if (phase.get() != Phase.READY) {
            return;
        }
        PlannedExport ready = planned.get().orElseThrow();
        Path file = target.get().orElse(ready.suggested());
        boolean overwrite = chosen.filter(file::equals).isPresent();
        notice.set(Optional.empty());
        phase.set(Phase.WRITING);
        RunningTask started = executor.submit(
                (told, cancellation) -> ready.write(values, file, overwrite, told, cancellation),
                this::show,
                this::finish,
                this::fail);
        writing = started.isOver() ? null : started;
    }

    private void show(long done, long total, Message what) {
        progress.set(total > 0 ? (double) done / total : -1);
        doing.set(Optional.of(what));
    }

    private void finish(ExportReport written) {
        end(Phase.DONE);
        report.set(Optional.of(written));
        Path file = written.out();
        Object folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), "/");
        tell(Notice.info(Message.of("exportview.news.done", file.getFileName(), folder)).with(
                new NoticeAction(Message.of("exportview.showInFolder"), () -> actions.showInFolder().accept(file)),
                new NoticeAction(Message.of("exportview.open"), () -> actions.open().accept(file)),
                new NoticeAction(Message.of("exportview.copyPath"), () -> copy(file))));
    }

    /** What is on the panel needs no banner over it; the log has it in any case. */
    private void tell(Notice told) {
        (open ? shownElsewhere : news).accept(told);
    }

    private static void copy(Path file) {
        CopiedText.put(file.toAbsolutePath().toString());
    }

    /** Reports what is finished there. */
    public void reportTo(NoticeLog log) {
        news = log::tell;
        shownElsewhere = log::add;
    }

    private void fail(Exception problem) {
        end(Phase.READY);
        Notice told = problem instanceof CancellationException
                ? Notice.info(Message.of("exportview.cancelled"))
                : Notice.error(Texts.explain(problem));
        notice.set(Optional.of(told));
        tell(told);
    }

    private void end(Phase next) {
        writing = null;
        progress.set(-1);
        doing.set(Optional.empty());
        phase.set(next);
    }

    /** Cancels the writing; no file with the target name is left behind. */
    public void cancel() {
        RunningTask present = writing;
        if (present != null) {
            present.cancel();
        }
    }

    /** Shows the written file in the system's file manager. */
    public void showInFolder() {
        report.get().ifPresent(written -> actions.showInFolder().accept(written.out()));
    }

    /** Opens the written file in the place Preview. */
    public void preview() {
        report.get().ifPresent(written -> actions.preview().accept(written.out()));
    }

    /** Opens the written file as adapter, as if somebody else had sent it. */
    public void openWritten() {
        report.get().ifPresent(written -> actions.open().accept(written.out()));
    }

    /** Puts the path of the written file on the clipboard. */
    public void copyPath() {
        report.get().ifPresent(written -> copy(written.out()));
    }

    /** Offers to write the open adapter with another rank first. */
    public void resize(long rank) {
        actions.resize().accept(rank);
    }

    /** F32, F16 or BF16 for all values; empty for the type that each tensor has. */
    public ObjectProperty<Optional<DType>> dtypeProperty() {
        return dtype;
    }

    /** Replaces the alpha that the file declares; empty keeps it. */
    public ObjectProperty<OptionalDouble> alphaProperty() {
        return alpha;
    }

    /** What a person changes in the metadata. */
    public ObjectProperty<MetadataEdits> metadataProperty() {
        return metadata;
    }

    @Override
    public void close() {
        stopListening.run();
        planning.cancel();
        counting.cancel();
        cancel();
    }

    /** The program whose names are written. */
    public ObjectProperty<Program> programProperty() {
        return program;
    }

    /** How the scale is stored in a file for diffusers; {@link ScaleChoice#AUTO} is not offered, since it means folding here. */
    public ObjectProperty<ScaleChoice> scaleProperty() {
        return scale;
    }

    /** The release of transformers whose names for a CLIP text encoder's layers are written. */
    public ObjectProperty<ClipNames> clipProperty() {
        return clip;
    }

    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<PlannedExport>> plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    /** How many tensors an export would write, also while the panel is hidden; 0 if there is nothing to export. */
    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** The file that will be written. */
    public ReadOnlyObjectProperty<Optional<Path>> targetProperty() {
        return target.getReadOnlyProperty();
    }

    /** What was written and verified; empty until then. */
    public ReadOnlyObjectProperty<Optional<ExportReport>> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** The current step while writing. */
    public ReadOnlyObjectProperty<Optional<Message>> doingProperty() {
        return doing.getReadOnlyProperty();
    }

    /** 0 to 1 while it writes; negative while unknown. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }
}

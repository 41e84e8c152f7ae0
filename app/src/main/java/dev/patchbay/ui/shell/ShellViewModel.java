package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.control.NoticeLog;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.shell.document.DocumentModel;
import dev.patchbay.ui.shell.verdict.ExportForecast;
import dev.patchbay.ui.shell.verdict.LikelyBases;
import dev.patchbay.ui.shell.verdict.Outlook;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import dev.patchbay.workspace.place.FoundPlaces;
import dev.patchbay.workspace.saved.KeptWork;
import dev.patchbay.workspace.saved.MissingFile;
import dev.patchbay.workspace.saved.RecentFile;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** View model of the window: what is open, what is being opened, and what toolbar and status bar show. */
public final class ShellViewModel {

    private final Workspace workspace;
    private final DocumentModel document;
    private final CheckpointOpening opening;
    private final Consumer<DemoFiles> onDemo;
    private final TaskStatus tasks;
    private final LocalFilesModel places;
    private final ExportForecast exports;
    private final LikelyBases likely;
    private final ReadOnlyObjectWrapper<Outlook> outlook = new ReadOnlyObjectWrapper<>(this, "outlook", Outlook.NONE);
    private final ReadOnlyObjectWrapper<ShellStatus> status = new ReadOnlyObjectWrapper<>(this, "status", ShellStatus.EMPTY);
    private final NoticeLog log = new NoticeLog();
    private final ObjectProperty<Optional<Notice>> notice = log.noticeProperty();
    private final Map<Checkpoint, AdapterTitle> titles = new WeakHashMap<>();
    /** One for each file that is being opened. */
    private final List<Set<FileDrop>> filling = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Set<FileDrop>> opened = new ReadOnlyObjectWrapper<>(this, "opening", Set.of());
    private List<Message> toldRuleProblems = List.of();
    private final ObservableList<BaseChoice> recentBases = FXCollections.observableArrayList();
    private final ObservableList<BaseChoice> shownRecentBases = FXCollections.unmodifiableObservableList(recentBases);

    /**
     * @param document the workspace as a document
     * @param bases finds base models; its opener also opens adapters
     * @param places searches this machine for checkpoints
     * @param onDemo called when the demo was opened, so that other places can use its prompt
     */
    public ShellViewModel(
            Workspace workspace,
            DocumentModel document,
            TaskExecutor executor,
            BaseModels bases,
            Demo demo,
            Function<Cancellation, FoundPlaces> places,
            Consumer<DemoFiles> onDemo) {
        this.workspace = workspace;
        this.document = document;
        this.opening = new CheckpointOpening(bases, demo);
        this.onDemo = onDemo;
        this.tasks = new TaskStatus(executor);
        this.places = new LocalFilesModel(executor, places);
        this.exports = new ExportForecast(executor, new BaseValues(bases.opener()), this::refresh);
        this.likely = new LikelyBases(executor, this::refresh);
        workspace.listen(this::refresh);
        refresh();
    }

    /** What toolbar and status bar show. */
    public ReadOnlyObjectProperty<ShellStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What becomes of the open file. */
    public ReadOnlyObjectProperty<Outlook> outlookProperty() {
        return outlook.getReadOnlyProperty();
    }

    /** The notice below the place; set to empty when it is closed. */
    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }

    /** What files are being opened as. */
    public ReadOnlyObjectProperty<Set<FileDrop>> openingProperty() {
        return opened.getReadOnlyProperty();
    }

    /** What the window has told. */
    public NoticeLog log() {
        return log;
    }

    /** The workspace as a document: its file, and what was opened lately. */
    public DocumentModel document() {
        return document;
    }

    public TaskStatus tasks() {
        return tasks;
    }

    /** Checkpoints found on this machine. */
    public LocalFilesModel places() {
        return places;
    }

    /** Bases that were opened from disk, newest first. */
    public ObservableList<BaseChoice> recentBases() {
        return shownRecentBases;
    }

    /**
     * Opens a file by what it looks like: a workspace with all its files, rules to apply, a pipeline or model folder as the base, anything
     * else as the adapter.
     */
    public void open(Path path) {
        load(Message.of("ui.opening", CheckpointName.of(path)), Set.of(FileDrop.ANYTHING), () -> opening.open(path), opened -> {
            switch (opened) {
                case CheckpointOpening.Opened.AdapterFile adapter -> show(adapter.checkpoint());
                case CheckpointOpening.Opened.BaseFile base -> show(base.model(), base.choice());
                case CheckpointOpening.Opened.Document one -> document.open(one.workspace(), one.file());
                case CheckpointOpening.Opened.Rules rules -> apply(rules.rules(), rules.file());
            }
        });
    }

    private void apply(RuleSet rules, Path from) {
        workspace.change(
                Message.of("ui.step.rules.file", CheckpointName.of(from), rules.entries().size()), state -> state.with(rules));
    }

    /** Goes on with work that an earlier window left. */
    public void resume(KeptWork work) {
        resume(work, () -> {});
    }

    private void resume(KeptWork work, Runnable onDone) {
        run(Message.of("ui.opening.left"), () -> document.take(work), session -> session.ifPresentOrElse(
                taken -> run(
                        Message.of("ui.opening.left"), () -> opening.left(work), opened -> {
                            document.resume(opened, work, taken);
                            onDone.run();
                        }),
                () -> document.left().remove(work)));
    }

    /** Goes on with the newest work of a window that was killed or crashed, if there is any. */
    public void recover() {
        document.refreshLeft(found -> found.stream().filter(work -> !work.closed()).findFirst().ifPresent(work ->
                resume(work, () -> notice.set(Optional.of(Notice.info(Message.of("ui.recovered")))))));
    }

    /** Opens a file in place of one that the workspace names and that is not there; rules and all else stay. */
    public void locate(MissingFile missing, Path found) {
        Message label = Message.of("ui.step.located", CheckpointName.of(found));
        switch (missing.role()) {
            case ADAPTER -> run(Message.of("ui.opening", CheckpointName.of(found)), () -> opening.adapter(found), adapter ->
                    workspace.change(label, state -> state.with(adapter)));
            case BASE -> run(Message.of("ui.opening", CheckpointName.of(found)), () -> opening.base(new BaseChoice.FromPath(found)), base ->
                    workspace.change(label, state -> state.with(base)));
        }
    }

    /** Opens an adapter in place of the open one; rules and all else stay, since its names are the same. */
    public void openInstead(Path file) {
        Message label = Message.of("ui.step.openAdapter", CheckpointName.of(file));
        load(Message.of("ui.opening", CheckpointName.of(file)), Set.of(FileDrop.ANYTHING), () -> opening.adapter(file), adapter -> {
            document.remember(adapter.path(), RecentFile.Kind.ADAPTER);
            workspace.change(label, state -> state.with(adapter));
        });
    }

    /** Writes the workspace into a file; {@code onDone} is called when it is there. */
    public void save(Path file, Runnable onDone) {
        document.save(WorkspaceFile.withSuffix(file), onDone, this::tell);
    }

    /** Writes the rules into a file of their own. */
    public void saveRules(Path file) {
        RuleSet rules = workspace.state().rules();
        run(Message.of("ui.saving", CheckpointName.of(file)), () -> {
            RuleSetCodec.write(rules, file);
            return file;
        }, written -> {});
    }

    /** A name for the workspace: beside the adapter. */
    public Path suggestedFile(String suffix) {
        Path adapter = workspace.state().checkpoint().map(Checkpoint::path).orElse(Path.of(System.getProperty("user.home"), "patchbay"));
        String name = String.valueOf(adapter.getFileName()).replaceFirst("\\.[A-Za-z]{2,11}$", "");
        return adapter.resolveSibling(name + suffix);
    }

    private void tell(Exception problem) {
        notice.set(Optional.of(Notice.error(Texts.explain(problem))));
    }

    /** Opens files that were dropped on the window. */
    public void open(List<Path> paths, FileDrop as) {
        paths.forEach(path -> {
            switch (as) {
                case ANYTHING -> open(path);
                case BASE -> openBase(new BaseChoice.FromPath(path));
            }
        });
    }

    /** Opens a base from disk or the catalogue. */
    public void openBase(BaseChoice choice) {
        load(Message.of("ui.opening", choice.name()), Set.of(FileDrop.BASE), () -> opening.base(choice), base -> show(base, choice));
    }

    /** Opens the small model and the broken LoRA that come with Patchbay. */
    public void openDemo() {
        load(Message.of("ui.opening.demo"), EnumSet.allOf(FileDrop.class), opening::demo, loaded -> {
            remember(new BaseChoice.FromPath(loaded.files().pipeline()));
            workspace.change(
                    Message.of("ui.step.demo"),
                    state -> WorkspaceState.EMPTY.meantFor(state.program()).with(loaded.base()).with(loaded.adapter()));
            onDemo.accept(loaded.files());
        });
    }

    /** The program that is to load the file; empty for any. */
    public Optional<Program> program() {
        return workspace.state().program();
    }

    /** Sets the program that is to load the file; empty for any. */
    public void choose(Optional<Program> program) {
        Message label = program.map(one -> Message.of("ui.step.program", one.title())).orElseGet(() -> Message.of("ui.step.anyProgram"));
        workspace.change(label, state -> state.meantFor(program));
    }

    /** Sets the expected rank; empty for unknown. */
    public void expectRank(OptionalLong rank) {
        Message label = rank.isPresent() ? Message.of("ui.step.expectRank", rank.getAsLong()) : Message.of("ui.step.expectAnyRank");
        workspace.change(label, state -> state.with(new Expectation(rank, state.expectation().alpha())));
    }

    /** Sets the expected alpha; empty for unknown. */
    public void expectAlpha(OptionalDouble alpha) {
        Message label = alpha.isPresent()
                ? Message.of("ui.step.expectAlpha", number(alpha.getAsDouble()))
                : Message.of("ui.step.expectAnyAlpha");
        workspace.change(label, state -> state.with(new Expectation(state.expectation().rank(), alpha)));
    }

    /** Without a needless fraction: 8, not 8.0. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    public void undo() {
        workspace.undo();
    }

    public void redo() {
        workspace.redo();
    }

    /** Opens another adapter. Rules and scale are reset, since they were made for the old file; base and expected values are kept. */
    private void show(Checkpoint checkpoint) {
        if (document.fileProperty().get().isEmpty() && workspace.state().checkpoint().isPresent()) {
            document.leave();
        }
        document.remember(checkpoint.path(), RecentFile.Kind.ADAPTER);
        workspace.change(
                Message.of("ui.step.openAdapter", CheckpointName.of(checkpoint.path())),
                state -> state.with(checkpoint).with(RuleSet.EMPTY).with(OptionalDouble.empty()));
        checkpoint.warnings().stream().findFirst().ifPresent(warning -> notice.set(Optional.of(Notice.warning(warning))));
    }

    private void show(BaseModel base, BaseChoice choice) {
        remember(choice);
        choice.onDisk().ifPresent(path -> document.remember(path, RecentFile.Kind.BASE));
        workspace.change(Message.of("ui.step.base", base.name()), state -> state.with(base));
    }

    private void remember(BaseChoice choice) {
        if (!(choice instanceof BaseChoice.Catalogue)) {
            recentBases.remove(choice);
            recentBases.addFirst(choice);
        }
    }

    private <T> void run(Message title, Load<T> load, Consumer<T> onDone) {
        tasks.run(title, (progress, cancellation) -> load.load(), loaded -> {
            notice.set(Optional.empty());
            onDone.accept(loaded);
        }, problem -> {
            if (!(problem instanceof CancellationException)) {
                notice.set(Optional.of(Notice.error(Texts.explain(problem))));
            }
        });
    }

    /** As {@link #run}, and parts of the window show that they are being filled. */
    private <T> void load(Message title, Set<FileDrop> parts, Load<T> load, Consumer<T> onDone) {
        filling.add(parts);
        tellFilling();
        tasks.run(title, (progress, cancellation) -> load.load(), loaded -> {
            notice.set(Optional.empty());
            onDone.accept(loaded);
            filled(parts);
        }, problem -> {
            if (!(problem instanceof CancellationException)) {
                notice.set(Optional.of(Notice.error(Texts.explain(problem))));
            }
            filled(parts);
        });
    }

    private void filled(Set<FileDrop> parts) {
        filling.remove(parts);
        tellFilling();
    }

    private void tellFilling() {
        Set<FileDrop> parts = EnumSet.noneOf(FileDrop.class);
        filling.forEach(parts::addAll);
        opened.set(parts);
    }

    private void refresh() {
        WorkspaceState state = workspace.state();
        Optional<Analysis> analysis = workspace.analysis().filter(newest -> newest.state().checkpoint().equals(state.checkpoint()));
        Outlook now = new Outlook(analysis, exports.of(analysis), likely.of(analysis));
        outlook.set(now);
        status.set(new ShellStatus(
                state.checkpoint().map(checkpoint -> title(checkpoint, analysis)),
                state.base(),
                state.expectation(),
                now,
                workspace.isSettled(),
                workspace.history().undoable(),
                workspace.history().redoable()));
        workspace.failure().ifPresent(failure -> notice.set(Optional.of(Notice.error(failure))));
        reportOwnRuleErrors();
    }

    /** Shows a notice about errors in the user's own rule files, once until they change. */
    private void reportOwnRuleErrors() {
        List<Message> problems = workspace.ownRules().problems();
        if (!problems.equals(toldRuleProblems)) {
            toldRuleProblems = problems;
            problems.stream().findFirst().ifPresent(problem -> notice.set(Optional.of(Notice.warning(problem))));
        }
    }

    /** Uses the file's first analysis: rules change names, but not what kind of file it is. */
    private AdapterTitle title(Checkpoint checkpoint, Optional<Analysis> analysis) {
        AdapterTitle kept = titles.get(checkpoint);
        if (kept != null && kept.kind().isPresent()) {
            return kept;
        }
        AdapterTitle title = AdapterTitle.of(checkpoint, analysis);
        titles.put(checkpoint, title);
        return title;
    }

    @FunctionalInterface
    private interface Load<T> {

        T load() throws Exception;
    }
}

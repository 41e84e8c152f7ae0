package dev.patchbay.launch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.cli.terminal.PatchbayVersion;
import dev.patchbay.examination.Examiner;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.message.Message;
import dev.patchbay.resource.Resources;
import dev.patchbay.settings.Language;
import dev.patchbay.settings.Setting;
import dev.patchbay.settings.Settings;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.compare.CompareModel;
import dev.patchbay.ui.compare.CompareView;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.control.NoticeAction;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.export.ExportActions;
import dev.patchbay.ui.export.ExportPanel;
import dev.patchbay.ui.export.ExportViewModel;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.inspector.InspectedPlace;
import dev.patchbay.ui.inspector.InspectorModel;
import dev.patchbay.ui.patch.PatchView;
import dev.patchbay.ui.patch.PatchViewModel;
import dev.patchbay.ui.preview.PreviewView;
import dev.patchbay.ui.preview.PreviewViewModel;
import dev.patchbay.ui.preview.field.WorkerSection;
import dev.patchbay.ui.preview.setting.OwnPresets;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import dev.patchbay.ui.settings.SettingsPanel;
import dev.patchbay.ui.settings.SettingsParts;
import dev.patchbay.ui.shell.MainWindow;
import dev.patchbay.ui.shell.Place;
import dev.patchbay.ui.shell.Sheet;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.shell.document.DocumentModel;
import dev.patchbay.ui.shell.document.DocumentParts;
import dev.patchbay.ui.shell.help.HelpFacts;
import dev.patchbay.ui.shell.verdict.HeadlineActions;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.WorkspaceState;
import dev.patchbay.workspace.saved.RecentFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.stage.Stage;

/** Creates the window: one workspace, the places around it, and the view models that listen to it. To be created on the FX thread. */
final class WindowAssembly {

    private static final Path HOME = Path.of(System.getProperty("user.home"));
    private static final Setting<DeviceChoice> DEVICE = Setting.choice("preview.device", DeviceChoice.AUTO);

    /** The program that adapters are meant for; empty for whichever takes most of them. */
    private static final Setting<Optional<Program>> PROGRAM = new Setting<>(
            "program", Optional.empty(),
            word -> Stream.of(Program.values()).filter(one -> one.word().equals(word)).findFirst().map(Optional::of),
            program -> program.map(Program::word).orElse(""));

    private final TaskExecutor executor = new FxTaskExecutor();
    private final TaskExecutor keeping = FxTaskExecutor.oneByOne("keeping");
    private final AppServices services;
    private final FileDialogs dialogs;
    private final Theme theme;
    private final Workspace workspace;
    private final ShellViewModel shell;
    private final PatchViewModel patch;
    private final InspectorModel inspector;
    private final CompareModel compare;
    private final PreviewViewModel preview;
    private final ExportViewModel export;
    private final DocumentModel document;
    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.SYSTEM);
    private final BooleanProperty remembers = new SimpleBooleanProperty(true);
    private Place patchPlace;
    private Place previewPlace;
    private MainWindow window;

    /** @param showInFolder shows a file in the system's file manager */
    WindowAssembly(AppServices services, FileDialogs dialogs, Theme theme, Consumer<Path> showInFolder) {
        this.services = services;
        this.dialogs = dialogs;
        this.theme = theme;
        workspace = new Workspace(executor, services.rules());
        patch = new PatchViewModel(workspace, executor, (mapping, base) -> new RuleInference(mapping, base)::infer, this::open);
        inspector = new InspectorModel(workspace, executor, new Examiner(services.opener()));
        compare = new CompareModel(executor, services.opener(), () -> new KnownRules(services.rules().get().sets()));
        preview = new PreviewViewModel(
                workspace, services.workers().forWindow(), FxTaskExecutor.oneByOne("generation"), executor,
                Optional.of(services.clips()),
                Optional.of(new WorkerPlace(services.workers()::chosen, services.workers()::choose, services.workers()::held, executor)));
        preview.model().knowComponents(services.places()::components);
        preview.adapterRows().knowOpening(this::adapter);
        export = new ExportViewModel(workspace, executor, new BaseValues(services.opener()), HOME,
                new ExportActions(showInFolder, this::preview, file -> shell().open(file), this::resize));
        Optional<Program> program = services.profile().settings().get(PROGRAM);
        workspace.open(Message.of("workspace.start"), WorkspaceState.EMPTY.meantFor(program));
        document = document();
        shell = new ShellViewModel(
                workspace, document, executor, services.bases(), services.demo(), services.places()::find, preview::knowDemo);
        export.reportTo(shell.log());
        preview.resultProperty().subscribe((before, now) -> now.ifPresent(made -> tellOf(Notice.info(Message.of("ui.news.clip")))));
        preview.noticeProperty().subscribe((before, now) -> now.ifPresent(shell.log()::add));
        patch.openingProperty().bind(shell.openingProperty());
        keep();
        patchPlace = patchPlace();
        previewPlace = previewPlace();
        window = build();
    }

    /** An adapter for the preview, under the rules that suit it as the command line chooses them. */
    private Analysis adapter(Path file, Optional<BaseModel> base) throws IOException {
        WorkspaceState opened = WorkspaceState.EMPTY.with(services.opener().open(file));
        Analyzer analyzer = new Analyzer(base.map(opened::with).orElse(opened), new KnownRules(services.rules().get().sets()));
        return analyzer.inspect(analyzer.map(RuleChoice.choose(analyzer)));
    }

    private DocumentModel document() {
        UserProfile profile = services.profile();
        DocumentParts parts = new DocumentParts(preview::saved, preview::restore, preview::isSettled);
        return new DocumentModel(workspace, keeping, profile.sessions(), profile.state(), parts, this::tell);
    }

    /** Takes over what a person has chosen before, and keeps what they choose from now on. */
    private void keep() {
        UserProfile profile = services.profile();
        preview.listen(document::follow);
        Settings settings = profile.settings();
        workspace.listen(() -> settings.set(PROGRAM, workspace.state().program()));
        follow(theme.appearanceProperty(), Theme.APPEARANCE);
        follow(theme.fontScaleProperty().asObject(), Theme.FONT_SCALE);
        follow(preview.deviceProperty(), DEVICE);
        follow(preview.presets().presetsProperty(), OwnPresets.SETTING);
        follow(language, Language.SETTING);
        language.subscribe((before, now) -> {
            now.use();
            FxThread.later(this::rebuild); // the panel that chose it is part of what is shown anew
        });
        remembers.set(profile.state().get(RecentFile.KEPT));
        remembers.subscribe((before, now) -> profile.state().set(RecentFile.KEPT, now));
        for (Settings one : List.of(settings, profile.state())) {
            one.listen(() -> keeping.submit((progress, cancellation) -> save(one), Progress.SILENT, saved -> {}, this::tell));
            one.problem().ifPresent(problem -> shell.noticeProperty().set(Optional.of(Notice.warning(problem))));
        }
    }

    private <T> void follow(Property<T> property, Setting<T> setting) {
        Settings settings = services.profile().settings();
        property.setValue(settings.get(setting));
        property.subscribe((before, now) -> settings.set(setting, now));
    }

    private static boolean save(Settings settings) throws IOException {
        settings.save();
        return true;
    }

    private void tell(Exception problem) {
        shell.noticeProperty().set(Optional.of(Notice.warning(Texts.explain(problem))));
    }

    private Place previewPlace() {
        PreviewView view = new PreviewView(preview, dialogs);
        return new Place("preview", Message.of("ui.place.preview"), Icon.PREVIEW, view, view.commands());
    }

    private Place patchPlace() {
        PatchView patchView = new PatchView(patch);
        InspectedPlace inspected = new InspectedPlace(patchView, inspector, patchView.pointedProperty());
        List<CommandGroup> commands = Stream.concat(patchView.commands().stream(), inspected.commands().stream()).toList();
        return new Place("patch", Message.of("ui.place.patch"), Icon.PATCH, inspected, commands);
    }

    private MainWindow build() {
        CompareView compareView = new CompareView(compare, dialogs, () -> workspace.state().checkpoint().map(Checkpoint::path));
        Place comparePlace =
                new Place("compare", Message.of("ui.place.compare"), Icon.COMPARE, compareView, compareView.commands());
        Sheet sheet = new Sheet(new ExportPanel(export, dialogs, () -> window.closeFront()), export::open, export.countProperty());
        return new MainWindow(shell, theme, dialogs, List.of(patchPlace, previewPlace, comparePlace), sheet, settings(), help(),
                new HeadlineActions(patch.problems()::fix, export.programProperty()::set));
    }

    private Sheet settings() {
        UserProfile profile = services.profile();
        SettingsParts parts = new SettingsParts(
                language, theme.appearanceProperty(), theme.fontScaleProperty(), preview.deviceProperty(), remembers, document::forgetAll,
                profile.settings(), profile::usual, workerChoice());
        SettingsPanel panel = new SettingsPanel(parts, dialogs, () -> window.closeFront());
        return new Sheet(panel, () -> {}, export.countProperty());
    }

    private List<Node> workerChoice() {
        return preview.place().map(place -> List.<Node>of(new WorkerSection(place, "settings-place"))).orElse(List.of());
    }

    private HelpFacts help() {
        return new HelpFacts(PatchbayVersion.text(), Resources.text(WindowAssembly.class, "licences.txt"), this::doctor, executor);
    }

    private String doctor(Progress progress, Cancellation cancellation) {
        StringWriter report = new StringWriter();
        PrintWriter out = new PrintWriter(report);
        new PatchbayCommandLine(services.commandLine(cancellation), out, out).run(List.of("doctor"));
        return report.toString();
    }

    /** Shows the window anew, in the language that is chosen now. Work, history and what runs are untouched. */
    private void rebuild() {
        if (window.scene().getWindow() instanceof Stage stage) {
            patchPlace = patchPlace();
            previewPlace = previewPlace();
            window = build();
            window.fill(stage);
            FxThread.later(window::showSettings); // a panel that slides in before the first layout is not seen
        }
    }

    /** Offers the open adapter with another rank, where its file and its rules are. */
    private void resize(long rank) {
        window.closeFront();
        window.show(patchPlace);
        patch.problems().fix(new QuickFix.ResizeRank(Message.of("exportview.rank"), true, rank));
    }

    /** Tells of a finished clip, where the place that shows it is not in front. */
    private void tellOf(Notice news) {
        Notice told = news.with(new NoticeAction(Message.of("ui.news.showClip"), () -> window.show(previewPlace)));
        if (previewPlace.view().isVisible()) {
            shell.log().add(told);
        } else {
            shell.log().tell(told);
        }
    }

    private void open(Path made) {
        shell.openInstead(made);
    }

    /** Opens a written file as adapter and shows the place Preview. */
    private void preview(Path written) {
        shell.open(written);
        window.closeFront();
        window.show(previewPlace);
    }

    MainWindow window() {
        return window;
    }

    ShellViewModel shell() {
        return shell;
    }

    /** Cancels running work, keeps what is in no file, and frees the native memory of the preview. */
    void close() {
        try {
            document.close();
            services.profile().settings().save();
            services.profile().state().save();
        } catch (IOException e) {
            System.err.println(Texts.explain(e).text());
        }
        export.close();
        preview.close();
    }
}

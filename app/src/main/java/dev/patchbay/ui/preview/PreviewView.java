package dev.patchbay.ui.preview;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.FileDrop;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.control.VideoPlayer;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.PreviewViewModel.ComingClip;
import dev.patchbay.ui.preview.PreviewViewModel.ShownClips;
import dev.patchbay.ui.preview.field.ClipSection;
import dev.patchbay.ui.preview.field.ImageSection;
import dev.patchbay.ui.preview.field.ModelSection;
import dev.patchbay.ui.preview.field.Numbers;
import dev.patchbay.ui.preview.field.OwnPresetRow;
import dev.patchbay.ui.preview.field.PromptSection;
import dev.patchbay.ui.preview.field.Section;
import dev.patchbay.ui.preview.field.SweepRow;
import dev.patchbay.ui.preview.field.WorkerSection;
import dev.patchbay.ui.preview.made.CommandWords;
import dev.patchbay.ui.preview.made.DifferenceBar;
import dev.patchbay.ui.preview.made.HistoryPane;
import dev.patchbay.ui.preview.made.MadeClip;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The place Preview: settings on the left, the clips without and with the adapter on the right. Ctrl+Enter starts a run, Esc stops it.
 */
public final class PreviewView extends BorderPane {

    private static final String SHEET = "/dev/patchbay/theme/preview.css";

    private final PreviewViewModel viewModel;
    private final VideoPlayer player = new VideoPlayer();
    private final ClipSection clip;
    private final VBox adapters = new VBox(8);

    public PreviewView(PreviewViewModel viewModel, FileDialogs dialogs) {
        this.viewModel = viewModel;
        this.clip = new ClipSection(viewModel.settings(), viewModel.model(), viewModel.check());
        setId("preview");
        getStyleClass().add("preview");
        getStylesheets().add(String.valueOf(PreviewView.class.getResource(SHEET)));
        player.setId("player");
        player.watchedProperty().bind(visibleProperty());
        viewModel.watchedProperty().bind(visibleProperty());
        setLeft(left(dialogs));
        setCenter(right(dialogs));
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        viewModel.shownProperty().subscribe(shown -> showClips());
        viewModel.comingProperty().subscribe(coming -> showClips());
        viewModel.difference().clipProperty().subscribe(found -> showClips());
        viewModel.usedProperty().subscribe(used -> nameAdapters());
        viewModel.adapters().addListener((ListChangeListener<AdapterRow>) change -> showAdapters());
        showAdapters();
    }

    /** What the place adds to menu, key bindings and palette. */
    public List<CommandGroup> commands() {
        BooleanBinding idle = visibleProperty().and(viewModel.runningProperty().not());
        Command run = command("preview.command.run", idle, this::run).key("Shortcut+Enter");
        Command stop = command("preview.command.stop", viewModel.runningProperty(), viewModel::stop);
        Command queue = command("preview.command.queue", visibleProperty(), this::enqueue).key("Shortcut+Shift+Enter");
        Command roll = command("preview.command.roll", visibleProperty(), viewModel.settings()::rollSeed);
        Command layout = command("preview.command.layout", visibleProperty(), player.playback()::toggleLayout);
        return List.of(new CommandGroup(Message.of("preview.commands"), List.of(run, stop, queue, roll, layout)));
    }

    private static Command command(String key, ObservableBooleanValue enabled, Runnable action) {
        return new Command(key, new SimpleObjectProperty<>(Message.of(key)), Optional.empty(), enabled, action);
    }

    private Node left(FileDialogs dialogs) {
        VBox settings = new VBox(
                20,
                new PromptSection(viewModel.settings()),
                new ImageSection(viewModel.model(), viewModel.settings(), dialogs),
                new Section("preview.adapter", adapterSection(dialogs)),
                new Section("preview.clip", new VBox(10, new OwnPresetRow(viewModel.presets()), clip)),
                new Section("preview.model", new ModelSection(
                        viewModel.model(), viewModel.deviceProperty(), held(), dialogs)));
        viewModel.place().map(place -> new WorkerSection(place, "preview-place"))
                .ifPresent(section -> settings.getChildren().add(new Section("preview.place", section)));
        settings.getStyleClass().add("preview-settings");
        ScrollPane scroll = new ScrollPane(settings);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox column = new VBox(scroll, new RunPane(viewModel, this::run, this::enqueue, player));
        column.getStyleClass().add("preview-left");
        return column;
    }

    private ReadOnlyObjectProperty<MachineModels> held() {
        return viewModel.place().map(WorkerPlace::heldProperty)
                .orElseGet(() -> new ReadOnlyObjectWrapper<>(MachineModels.NONE).getReadOnlyProperty());
    }

    private Node right(FileDialogs dialogs) {
        EmptyState empty = new EmptyState(Icon.PREVIEW, Texts.of("preview.empty"), Texts.of("preview.empty.hint"));
        BooleanBinding something = Bindings.createBooleanBinding(
                () -> viewModel.shownProperty().get().isPresent() || viewModel.comingProperty().get().isPresent(),
                viewModel.shownProperty(), viewModel.comingProperty());
        empty.visibleProperty().bind(something.not());
        player.visibleProperty().bind(something);
        NoticePane pictures = new NoticePane(new StackPane(empty, player), viewModel.noticeProperty());
        pictures.setId("preview-notice");
        VBox.setVgrow(pictures, Priority.ALWAYS);
        HistoryPane.Actions actions = new HistoryPane.Actions(viewModel::show, viewModel::again, this::copy);
        VBox column = new VBox(
                12, pictures, warnings(), new DifferenceBar(viewModel.difference(), viewModel.resultProperty().map(one ->
                        one.flatMap(PreviewResult::with).isPresent())), new SavePane(viewModel, dialogs),
                new HistoryPane(viewModel.runs().history(), actions));
        column.getStyleClass().add("preview-right");
        return column;
    }

    /** What of the adapters the shown clip does not play; takes no room where everything plays. */
    private Label warnings() {
        Label label = new Label();
        label.setId("preview-warnings");
        label.setWrapText(true);
        label.getStyleClass().add("warning");
        label.managedProperty().bind(label.visibleProperty());
        viewModel.resultProperty().subscribe(result -> {
            List<Message> all = result.flatMap(PreviewResult::with).map(Clip::warnings).orElse(List.of());
            String words = all.stream().map(Message::text).collect(Collectors.joining(" "));
            label.setText(all.isEmpty() ? "" : Texts.of("preview.warnings", words));
            label.setVisible(!all.isEmpty());
        });
        return label;
    }

    /** The second clip's caption names the adapters with their strengths, of the run that is going on or of the last one. */
    private void nameAdapters() {
        List<String> names = viewModel.usedProperty().get().stream()
                .map(one -> Texts.of("preview.caption.adapter", one.name(), Numbers.plain(one.strength())))
                .toList();
        player.withCaptionProperty().set(names.isEmpty() ? "" : Texts.of("preview.caption", String.join(", ", names)));
    }

    private void showClips() {
        Optional<ComingClip> coming = viewModel.comingProperty().get();
        if (coming.isPresent()) {
            show(coming.get());
        } else {
            viewModel.shownProperty().get().ifPresent(this::show);
        }
    }

    /** What the cells of a grid are; nothing for other clips. */
    private String grid() {
        List<Double> cells = viewModel.resultProperty().get().map(PreviewResult::sweep).orElse(List.of());
        return cells.isEmpty() ? "" : Texts.of("preview.grid", cells.stream().map(Numbers::plain).collect(Collectors.joining(", ")));
    }

    private void show(ComingClip coming) {
        player.withoutCaptionProperty().set("");
        if (coming.without().isPresent()) {
            player.showComing(coming.without().get(), coming.picture());
        } else {
            player.showComing(coming.picture(), coming.makesTwo());
        }
    }

    private void show(ShownClips shown) {
        player.withoutCaptionProperty().set(shown.awaitsWith() ? "" : grid());
        Optional<Clip> difference = viewModel.difference().clipProperty().get();
        if (shown.awaitsWith()) {
            player.showFirst(shown.without());
        } else if (shown.with().isPresent() && difference.isPresent()) {
            player.withCaptionProperty().set(Texts.of("preview.difference.caption", viewModel.difference().gainProperty().get()));
            player.show(Optional.of(shown.without()), difference);
            return;
        } else {
            player.show(Optional.of(shown.without()), shown.with());
        }
        nameAdapters();
    }

    private void showAdapters() {
        if (viewModel.adapters().isEmpty()) {
            Label none = new Label(Texts.of("preview.noAdapter"));
            none.getStyleClass().add("text-muted");
            none.setWrapText(true);
            adapters.getChildren().setAll(none);
        } else {
            adapters.getChildren().setAll(viewModel.adapters().stream()
                    .map(row -> new AdapterRowView(row, viewModel.adapterRows()::remove, viewModel.runningProperty()))
                    .toList());
            adapters.getChildren().add(new SweepRow(this::sweep));
        }
    }

    /** The rows, and below them the button for one more; files can be dropped here, too. */
    private Node adapterSection(FileDialogs dialogs) {
        Button more = Buttons.text(Texts.of("preview.adapter.add"), () -> dialogs.openFile(Message.of("preview.adapter.choose"))
                .ifPresent(viewModel.adapterRows()::add));
        more.setId("preview-adapter-add");
        more.setGraphic(Icon.ADAPTER.node());
        VBox section = new VBox(8, adapters, more);
        FileDrop.on(section, files -> true, files -> files.forEach(viewModel.adapterRows()::add));
        return section;
    }

    /** Commits typed text first, so that unconfirmed values count. */
    private void run() {
        if (clip.commit()) {
            viewModel.run();
        }
    }

    private void sweep(List<Double> strengths) {
        if (clip.commit()) {
            viewModel.sweep(strengths);
        }
    }

    private void enqueue() {
        if (clip.commit()) {
            viewModel.enqueue();
        }
    }

    private void copy(MadeClip made) {
        ClipboardContent content = new ClipboardContent();
        content.putString(CommandWords.line(made.order()));
        Clipboard.getSystemClipboard().setContent(content);
        viewModel.noticeProperty().set(Optional.of(Notice.info(CommandWords.remark(made.order()))));
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown() && event.isShiftDown()) {
            enqueue();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            run();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && viewModel.runningProperty().get()) {
            viewModel.stop();
            event.consume();
        }
    }
}

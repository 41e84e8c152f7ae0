package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Shows what an export will write, with the button that writes it: a panel at the right edge of the window. Ctrl+Enter exports, Esc
 * cancels a running export.
 */
public final class ExportPanel extends BorderPane {

    private static final String SHEET = "/dev/patchbay/theme/exportview.css";
    private static final double WIDTH = 520;

    private final ExportViewModel viewModel;
    private final PlanFacts facts = new PlanFacts();
    private final ScaleCard scale;
    private final AlphaRow alpha;
    private final ReadersCard readers = new ReadersCard();
    private final VBox readersSection;
    private final VBox clip;
    private final MetadataCard metadata;
    private final DroppedCard dropped = new DroppedCard();
    private final VBox warnings = new VBox(6);
    private final NameList names = new NameList();

    /** @param close puts the panel away */
    public ExportPanel(ExportViewModel viewModel, FileDialogs dialogs, Runnable close) {
        this.viewModel = viewModel;
        this.scale = new ScaleCard(viewModel);
        this.alpha = new AlphaRow(viewModel);
        this.readersSection = new VBox(6, heading("exportview.readers"), readers);
        this.clip = new VBox(6, heading("exportview.clip"), new ClipCard(viewModel));
        setId("export");
        getStyleClass().add("export-panel");
        getStylesheets().add(String.valueOf(ExportPanel.class.getResource(SHEET)));
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        this.metadata = new MetadataCard(viewModel);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button cross = Buttons.icon(Icon.CANCEL, Texts.of("exportview.close"), close);
        cross.setId("export-cross");
        VBox top = new VBox(12, new HBox(heading(), gap, cross), program());
        top.getStyleClass().add("export-top");
        setTop(top);
        NoticePane middle = new NoticePane(new StackPane(plan(dialogs), waiting()), viewModel.noticeProperty());
        middle.setId("export-notice");
        setCenter(middle);
        setBottom(new ExportFooter(viewModel, close));
        viewModel.plannedProperty().subscribe(planned -> planned.ifPresent(this::show));
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                viewModel.shut();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    }

    private static Node heading() {
        Label title = new Label(Texts.of("exportview.title"));
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Texts.of("exportview.title.hint"));
        words.getStyleClass().add(Styles.TEXT_MUTED);
        words.setWrapText(true);
        return new VBox(2, title, words);
    }

    private Node program() {
        Label words = heading("exportview.program");
        ComboBox<Program> program = new ComboBox<>(FXCollections.observableArrayList(Program.values()));
        program.setId("export-program");
        program.setAccessibleText(words.getText());
        program.setCellFactory(view -> new ProgramCell());
        program.setButtonCell(new ProgramCell());
        program.setMaxWidth(Double.MAX_VALUE);
        program.valueProperty().bindBidirectional(viewModel.programProperty());
        program.disableProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WRITING));
        words.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(12, words, program);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(program, Priority.ALWAYS);
        return row;
    }

    private static final class ProgramCell extends ListCell<Program> {

        @Override
        protected void updateItem(@Nullable Program target, boolean empty) {
            super.updateItem(target, empty);
            setText(target == null ? null : Texts.of("exportview.program.of", target.title(), target.loader().format()));
        }
    }

    private Node plan(FileDialogs dialogs) {
        Label file = heading("exportview.file");
        Label scaleName = heading("exportview.scale");
        Label namesName = heading("exportview.names");
        VBox content = new VBox(
                14,
                warnings,
                new VBox(6, file, new TargetRow(viewModel, dialogs)),
                facts,
                new ValuesRow(viewModel),
                new VBox(6, scaleName, scale, alpha),
                readersSection,
                clip,
                dropped,
                new VBox(6, heading("exportview.metadata"), metadata),
                grow(new VBox(6, namesName, grow(names))));
        content.getStyleClass().add("export-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.visibleProperty().bind(viewModel.plannedProperty().map(planned -> planned.isPresent()));
        return scroll;
    }

    private static <T extends Node> T grow(T node) {
        VBox.setVgrow(node, Priority.ALWAYS);
        return node;
    }

    private Node waiting() {
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setMaxSize(28, 28);
        spinner.visibleProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.PLANNING));
        Label nothing = new Label(Texts.of("exportview.waiting"));
        nothing.setId("export-waiting");
        nothing.getStyleClass().add(Styles.TEXT_MUTED);
        nothing.visibleProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WAITING));
        StackPane pane = new StackPane(spinner, nothing);
        pane.setMouseTransparent(true);
        return pane;
    }

    private static Label heading(String key) {
        Label label = new Label(Texts.of(key));
        label.getStyleClass().add(Styles.TEXT_BOLD);
        return label;
    }

    private void show(PlannedExport planned) {
        facts.show(planned.plan());
        planned.plan().scale().ifPresent(scale::show);
        alpha.setVisible(planned.plan().scale().isPresent());
        alpha.show(planned.analysis().adapter());
        readers.show(planned.readers());
        readersSection.setVisible(!planned.readers().isEmpty());
        readersSection.setManaged(readersSection.isVisible());
        clip.setVisible(ClipCard.matters(planned.plan()));
        clip.setManaged(clip.isVisible());
        metadata.show(planned.plan().metadata());
        dropped.show(planned.dropped());
        names.getItems().setAll(planned.plan().tensors());
        showWarnings(planned.plan().warnings());
    }

    private void showWarnings(List<Message> messages) {
        warnings.getChildren().setAll(messages.stream().map(ExportPanel::warning).toList());
        warnings.setVisible(!messages.isEmpty());
        warnings.setManaged(!messages.isEmpty());
    }

    private static Label warning(Message message) {
        Label label = new Label(message.text(), Icon.WARNING.node());
        label.getStyleClass().add("export-warning");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            viewModel.export();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && viewModel.phaseProperty().get() == Phase.WRITING) {
            viewModel.cancel();
            event.consume();
        }
    }
}

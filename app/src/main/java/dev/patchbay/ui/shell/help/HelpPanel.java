package dev.patchbay.ui.shell.help;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.command.CommandKeys;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.PanelHead;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Keys of all commands, versions and licences, and the doctor's report. */
public final class HelpPanel extends BorderPane {

    private static final double WIDTH = 520;

    private final HelpFacts facts;
    private final LatestTask examining;
    private final TextArea report = new TextArea();
    private final Button copy;

    /** @param close puts the panel away */
    public HelpPanel(HelpFacts facts, List<CommandGroup> commands, Runnable close) {
        this.facts = facts;
        this.examining = new LatestTask(facts.executor());
        setId("help");
        getStyleClass().add("side-panel");
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setTop(PanelHead.side("help", "ui.help.title", close));
        copy = Buttons.text(Texts.of("ui.help.copy"), this::copy);
        copy.setId("doctor-copy");
        copy.setDisable(true);
        VBox content = new VBox(18, keys(commands), doctor(), about());
        content.getStyleClass().add("side-panel-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        setCenter(scroll);
    }

    private static Node keys(List<CommandGroup> groups) {
        GridPane grid = new GridPane(16, 5);
        grid.setId("help-keys");
        int row = 0;
        for (CommandGroup group : groups) {
            for (Command command : group.commands()) {
                if (command.shortcut().isPresent()) {
                    Label keys = new Label(command.shortcut().map(CommandKeys::display).orElse(""));
                    keys.getStyleClass().add("keys");
                    Label words = new Label();
                    words.textProperty().bind(command.label().map(Message::text));
                    grid.addRow(row++, keys, words);
                }
            }
        }
        return section("ui.help.keys", grid);
    }

    private Node doctor() {
        Button examine = Buttons.text(Texts.of("ui.help.examine"), this::examine);
        examine.setId("doctor-examine");
        report.setId("doctor-report");
        report.setEditable(false);
        report.setWrapText(true);
        report.setPrefRowCount(9);
        report.getStyleClass().add("mono");
        report.setAccessibleText(Texts.of("ui.help.doctor"));
        return section("ui.help.doctor", new HBox(8, examine, copy), report);
    }

    private void examine() {
        report.setText(Texts.of("ui.help.examining"));
        copy.setDisable(true);
        examining.run(facts.doctor(), text -> {
            report.setText(text);
            copy.setDisable(false);
        }, problem -> report.setText(Texts.explain(problem).text()));
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(report.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private Node about() {
        Label version = new Label(Texts.of("ui.help.version", facts.version(), Runtime.version()));
        Label licences = new Label(facts.licences());
        licences.setId("help-licences");
        licences.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        licences.setWrapText(true);
        return section("ui.help.about", version, licences);
    }

    private static Node section(String key, Node... rows) {
        Label heading = new Label(Texts.of(key));
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        VBox section = new VBox(10, heading);
        section.getChildren().addAll(rows);
        VBox.setVgrow(section, Priority.NEVER);
        return section;
    }
}

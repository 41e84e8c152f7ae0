package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.WorkerPlace;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Where clips are made: on this computer, or behind a command such as {@code ssh box patchbay worker}. */
public final class WorkerSection extends VBox {

    private final WorkerPlace place;
    private final RadioButton here = new RadioButton(Texts.of("preview.place.here"));
    private final RadioButton behind = new RadioButton(Texts.of("preview.place.command"));
    private final TextField command = new TextField();

    /** @param id begins the names of its controls, since the settings have one, too */
    public WorkerSection(WorkerPlace place, String id) {
        super(6);
        this.place = place;
        setId(id);
        ToggleGroup group = new ToggleGroup();
        here.setId(id + "-here");
        behind.setId(id + "-command");
        here.setToggleGroup(group);
        behind.setToggleGroup(group);
        command.setId(id + "-words");
        command.setPromptText(Texts.of("preview.place.example"));
        command.setAccessibleText(Texts.of("preview.place.words"));
        command.disableProperty().bind(behind.selectedProperty().not());
        command.setOnAction(event -> keep());
        command.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                keep();
            }
        });
        here.setOnAction(event -> place.choose(Optional.empty()));
        behind.setOnAction(event -> command.requestFocus());
        Label hint = new Label(Texts.of("preview.place.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        getChildren().addAll(here, behind, command, hint, problem(id + "-problem"));
        place.commandProperty().subscribe(chosen -> show(chosen));
    }

    private void keep() {
        String typed = command.getText().strip();
        if (behind.isSelected() && !typed.isEmpty() && !place.commandProperty().get().equals(Optional.of(typed))) {
            place.choose(Optional.of(typed));
        }
    }

    private void show(Optional<String> chosen) {
        (chosen.isPresent() ? behind : here).setSelected(true);
        chosen.ifPresent(command::setText);
    }

    private Label problem(String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().add(Styles.DANGER);
        label.managedProperty().bind(label.visibleProperty());
        place.problemProperty().subscribe(problem -> {
            label.setText(problem.map(Message::text).orElse(""));
            label.setVisible(problem.isPresent());
        });
        return label;
    }
}

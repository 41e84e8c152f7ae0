package dev.patchbay.ui.preview.field;

import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.fx.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Strengths of a grid, typed with commas between them, and the button that makes it. What is no strength stays and is marked. */
public final class SweepRow extends HBox {

    private static final int MOST = 8;
    private static final double LIMIT = 4;

    private final TextField strengths = new TextField("0.5, 1, 1.5");
    private final FieldMark mark = new FieldMark(strengths);
    private final Consumer<List<Double>> sweep;

    /** @param sweep makes a grid of these strengths */
    public SweepRow(Consumer<List<Double>> sweep) {
        super(8);
        this.sweep = sweep;
        setAlignment(Pos.CENTER_LEFT);
        Label label = new Label(Texts.of("preview.sweep.strengths"));
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(strengths);
        strengths.setId("preview-sweep-strengths");
        strengths.setPrefColumnCount(8);
        strengths.textProperty().subscribe(typed -> mark.typed(parse(typed).isEmpty() ? Optional.of(wrong()) : Optional.empty()));
        strengths.setOnAction(event -> make());
        HBox.setHgrow(strengths, Priority.ALWAYS);
        Button button = Buttons.text(Texts.of("preview.sweep"), this::make);
        button.setId("preview-sweep");
        button.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(label, strengths, button);
    }

    private static Message wrong() {
        return Message.of("preview.sweep.wrong", MOST, -(int) LIMIT, (int) LIMIT);
    }

    private void make() {
        Optional<List<Double>> parsed = parse(strengths.getText());
        if (parsed.isEmpty()) {
            strengths.requestFocus();
        }
        parsed.ifPresent(sweep);
    }

    private static Optional<List<Double>> parse(String typed) {
        List<Double> found = new ArrayList<>();
        for (String word : typed.strip().split("[,;\\s]+")) {
            try {
                found.add(Double.valueOf(word));
            } catch (NumberFormatException none) {
                return Optional.empty();
            }
        }
        boolean possible = found.size() <= MOST && found.stream().allMatch(one -> Math.abs(one) <= LIMIT);
        return possible ? Optional.of(found) : Optional.empty();
    }
}

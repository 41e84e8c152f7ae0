package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.loader.Program;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;

/** Which program is to load the adapter: rows, problems and the export follow it. */
final class ProgramChoice extends ChoiceBox<Optional<Program>> {

    private static final double WIDTH = 118;

    private final ShellViewModel model;

    ProgramChoice(ShellViewModel model) {
        this.model = model;
        setId("program");
        getStyleClass().add(Styles.SMALL);
        setPrefWidth(WIDTH);
        setMinWidth(WIDTH);
        setConverter(new Words());
        getItems().add(Optional.empty());
        Program.judged().forEach(program -> getItems().add(Optional.of(program)));
        setAccessibleText(Texts.of("ui.program.hint"));
        setTooltip(new Tooltip(Texts.of("ui.program.hint")));
        model.outlookProperty().subscribe(outlook -> setValue(model.program()));
        setOnAction(event -> choose());
    }

    private void choose() {
        Optional<Program> chosen = getValue();
        if (chosen != null && !chosen.equals(model.program())) {
            model.choose(chosen);
        }
    }

    private static final class Words extends StringConverter<Optional<Program>> {

        @Override
        public String toString(Optional<Program> program) {
            return program.map(Program::title).orElseGet(() -> Texts.of("ui.program.any"));
        }

        @Override
        public Optional<Program> fromString(String text) {
            return Optional.empty(); // nothing is typed here
        }
    }
}

package dev.patchbay.ui.patch.rules;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import java.util.Optional;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;

/** Marks a text field as invalid while its text is not a rule. */
final class RuleEditing {

    private RuleEditing() {}

    static void markErrors(TextField field, RulesModel model) {
        field.textProperty().subscribe(line -> {
            Optional<Message> error = line.isBlank() ? Optional.empty() : model.check(line);
            field.pseudoClassStateChanged(Styles.STATE_DANGER, error.isPresent());
            field.setTooltip(error.map(message -> new Tooltip(message.text())).orElse(null));
        });
    }
}

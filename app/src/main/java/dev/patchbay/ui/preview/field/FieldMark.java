package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;

/** Marks a field whose content is wrong, and says why: what is typed in it is none, or the model cannot use it. */
final class FieldMark {

    private final Control field;
    private final ReadOnlyObjectWrapper<Optional<Message>> typed = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Message> refused = Optional.empty();

    FieldMark(Control field) {
        this.field = field;
    }

    /** What is wrong with the text itself. */
    void typed(Optional<Message> problem) {
        typed.set(problem);
        show();
    }

    /** Why the model cannot use the value. */
    void refused(Optional<Message> problem) {
        refused = problem;
        show();
    }

    private void show() {
        Optional<Message> problem = typed.get().or(() -> refused);
        field.pseudoClassStateChanged(Styles.STATE_DANGER, problem.isPresent());
        field.setTooltip(problem.map(sentence -> new Tooltip(sentence.text())).orElse(null));
        field.setAccessibleHelp(problem.map(Message::text).orElse(""));
    }

    /** True if the text is nothing that could be used. */
    boolean isUnreadable() {
        return typed.get().isPresent();
    }

    ReadOnlyObjectProperty<Optional<Message>> typedProperty() {
        return typed.getReadOnlyProperty();
    }
}

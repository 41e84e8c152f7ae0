package dev.patchbay.ui.preview.field;

import dev.patchbay.message.Message;
import dev.patchbay.ui.preview.setting.ClipField;
import java.util.Optional;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;

/**
 * A number field with arrow buttons. Text is committed on Enter or when the focus leaves. What is no number, or none that the model can
 * use, stays as it was typed and is marked.
 */
abstract class NumberField<T> extends Spinner<T> {

    private static final double WIDTH = 96;

    private final ClipField field;
    private final FieldMark mark;

    NumberField(String id, String name, ClipField field, SpinnerValueFactory<T> factory) {
        super(factory);
        this.field = field;
        this.mark = new FieldMark(this);
        setId(id);
        setAccessibleText(name);
        setEditable(true);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(WIDTH);
        getEditor().textProperty().subscribe(text -> mark.typed(parse(text).isPresent() ? Optional.empty() : Optional.of(noNumber(text))));
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                confirm();
            }
        });
    }

    /** The number that a text means. */
    abstract Optional<T> parse(String typed);

    static Message noNumber(String typed) {
        return Message.of("preview.noNumber", typed);
    }

    /** Commits the typed text, if it is a number. */
    final void confirm() {
        if (parse(getEditor().getText()).isPresent()) {
            commitValue();
            getEditor().setText(getValueFactory().getConverter().toString(getValue()));
        }
    }

    final ClipField field() {
        return field;
    }

    final FieldMark mark() {
        return mark;
    }
}

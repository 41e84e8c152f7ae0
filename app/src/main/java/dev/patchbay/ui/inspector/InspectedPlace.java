package dev.patchbay.ui.inspector;

import dev.patchbay.examination.Pointed;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/** A place with the inspector in a drawer at its right. The drawer takes room from the place, so that both can be used together. */
public final class InspectedPlace extends BorderPane {

    private final InspectorModel model;
    private final InspectorPanel panel;
    private @Nullable Node before;

    /** @param pointed the row that is selected in the place */
    public InspectedPlace(Node place, InspectorModel model, ObservableValue<Optional<Pointed>> pointed) {
        super(place);
        this.model = model;
        panel = new InspectorPanel(model, () -> model.openProperty().set(false));
        place.visibleProperty().bind(visibleProperty());
        model.openProperty().subscribe(this::show);
        pointed.subscribe(model::point);
        widthProperty().subscribe(width -> panel.fit(width.doubleValue()));
        panel.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.openProperty().set(false);
                event.consume();
            }
        });
    }

    /** Commands for keyboard, menu and palette. */
    public List<CommandGroup> commands() {
        return List.of(new CommandGroup(
                Message.of("inspector.title"), List.of(Command.of("inspector.toggle", this::toggle).key("Shortcut+I"))));
    }

    private void toggle() {
        model.openProperty().set(!model.openProperty().get());
    }

    private void show(boolean open) {
        if (open) {
            before = getScene() == null ? null : getScene().getFocusOwner();
            setRight(panel);
            return;
        }
        boolean inside = getScene() != null && isInside(getScene().getFocusOwner());
        setRight(null);
        if (inside && before != null) {
            before.requestFocus();
        }
    }

    private boolean isInside(@Nullable Node node) {
        for (Node one = node; one != null; one = one.getParent()) {
            if (one == panel) {
                return true;
            }
        }
        return false;
    }
}

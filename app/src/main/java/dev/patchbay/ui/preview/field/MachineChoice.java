package dev.patchbay.ui.preview.field;

import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.MachineModels.Held;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** The models that lie on the machine of a worker, to choose from; takes no room where there are none. */
final class MachineChoice extends MenuButton {

    MachineChoice(ObservableValue<MachineModels> held, Consumer<Path> choose) {
        super(Texts.of("preview.machine"));
        setId("preview-machine-models");
        setMaxWidth(Double.MAX_VALUE);
        managedProperty().bind(visibleProperty());
        held.subscribe(found -> show(found.models(), choose));
    }

    private void show(List<Held> models, Consumer<Path> choose) {
        getItems().setAll(models.stream().map(model -> item(model, choose)).toList());
        setVisible(!models.isEmpty());
    }

    static MenuItem item(Held held, Consumer<Path> choose) {
        MenuItem item = new MenuItem(PlainText.inLine(held.name()));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> choose.accept(held.path()));
        return item;
    }
}

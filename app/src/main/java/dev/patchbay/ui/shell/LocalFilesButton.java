package dev.patchbay.ui.shell;

import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.place.PlaceKind;
import java.util.List;
import javafx.scene.control.MenuButton;

/** Picks an adapter that lies on this machine already. */
final class LocalFilesButton extends MenuButton {

    private final LocalFileItems places;

    LocalFilesButton(ShellViewModel model) {
        super(Texts.of("ui.localFiles.pick"));
        places = new LocalFileItems(model.places(), List.of(PlaceKind.ADAPTER, PlaceKind.WEIGHTS), place -> model.open(place.path()));
        setAccessibleText(Texts.of("ui.localFiles.pick"));
        setOnShowing(event -> model.places().refresh());
        model.places().foundProperty().subscribe(found -> getItems().setAll(places.items()));
    }
}

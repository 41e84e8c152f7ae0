package dev.patchbay.ui.shell;

import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.PlaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** A menu button to open a checkpoint found on this machine. */
final class LocalFilesButton extends MenuButton {

    /** @param first items before the checkpoints */
    private LocalFilesButton(
            LocalFilesModel model, String name, List<PlaceKind> kinds, Consumer<CheckpointPlace> onPick, List<MenuItem> first) {
        super(name);
        LocalFileItems places = new LocalFileItems(model, kinds, onPick);
        setAccessibleText(name);
        setOnShowing(event -> model.refresh());
        model.foundProperty().subscribe(found -> {
            List<MenuItem> items = new ArrayList<>(first);
            items.addAll(places.items());
            getItems().setAll(items);
        });
    }

    static LocalFilesButton ofAdapters(ShellViewModel model) {
        return new LocalFilesButton(
                model.places(),
                Texts.of("ui.localFiles.pick"),
                List.of(PlaceKind.ADAPTER, PlaceKind.WEIGHTS),
                place -> model.open(place.path()),
                List.of());
    }

    static LocalFilesButton ofBases(ShellViewModel model, MenuItem... first) {
        return new LocalFilesButton(
                model.places(),
                Texts.of("ui.localFiles.pickBase"),
                List.of(PlaceKind.BASE_MODEL, PlaceKind.WEIGHTS),
                place -> model.openBase(new BaseChoice.Local(place)),
                List.of(first));
    }
}

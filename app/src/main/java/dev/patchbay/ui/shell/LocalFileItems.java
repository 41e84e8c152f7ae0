package dev.patchbay.ui.shell;

import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.FoundPlaces;
import dev.patchbay.workspace.place.PlaceKind;
import dev.patchbay.workspace.place.PlaceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

/** Menu items for the checkpoints found on this machine: one submenu for each program that stores them, since such lists get long. */
final class LocalFileItems {

    private static final int MOST = 300;

    private final LocalFilesModel model;
    private final List<PlaceKind> kinds;
    private final Consumer<CheckpointPlace> onPick;

    /** @param kinds in the order in which they are listed */
    LocalFileItems(LocalFilesModel model, List<PlaceKind> kinds, Consumer<CheckpointPlace> onPick) {
        this.model = model;
        this.kinds = kinds;
        this.onPick = onPick;
    }

    /** At least one item: the search in progress, what was found, or that nothing was. */
    List<MenuItem> items() {
        Optional<FoundPlaces> found = model.foundProperty().get();
        if (found.isEmpty()) {
            return List.of(words("ui.localFiles.searching"));
        }
        List<MenuItem> items = new ArrayList<>();
        for (PlaceSource source : PlaceSource.values()) {
            List<CheckpointPlace> places = kinds.stream().flatMap(kind -> found.get().of(kind, source).stream()).toList();
            if (!places.isEmpty()) {
                items.add(menu(source, places));
            }
        }
        return items.isEmpty() ? List.of(words("ui.localFiles.none")) : items;
    }

    private Menu menu(PlaceSource source, List<CheckpointPlace> places) {
        Menu menu = new Menu(Texts.of("ui.localFiles." + source));
        menu.setId("local-files-" + source);
        places.stream().limit(MOST).forEach(place -> menu.getItems().add(item(place)));
        if (places.size() > MOST) {
            menu.getItems().add(words("ui.localFiles.more", places.size() - MOST));
        }
        return menu;
    }

    private MenuItem item(CheckpointPlace place) {
        MenuItem item = Buttons.item(Texts.of("ui.localFiles.item", place.name(), FileSize.text(place.bytes())));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> onPick.accept(place));
        return item;
    }

    private static MenuItem words(String key, Object... arguments) {
        MenuItem item = Buttons.item(Texts.of(key, arguments));
        item.setDisable(true);
        return item;
    }
}

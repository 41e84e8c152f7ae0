package dev.patchbay.ui.shell;

import atlantafx.base.controls.CaptionMenuItem;
import atlantafx.base.theme.Styles;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.place.PlaceKind;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/**
 * Which base model the adapter is held against: one from disk, one that a program on this machine keeps, one opened before, or one of the
 * catalogue.
 */
final class BaseSelector extends MenuButton {

    private final ShellViewModel model;
    private final Runnable openFile;
    private final Runnable openFolder;
    private final LocalFileItems places;

    BaseSelector(ShellViewModel model, Runnable openFile, Runnable openFolder) {
        this.model = model;
        this.openFile = openFile;
        this.openFolder = openFolder;
        setId("base-selector");
        setGraphic(Icon.BASE.node());
        setMinWidth(130);
        setMaxWidth(230);
        setFocusTraversable(true);
        getStyleClass().addAll("base-selector", Styles.SMALL);
        setAccessibleText(Texts.of("ui.base.select"));
        model.statusProperty().subscribe(status -> {
            setText(status.base().map(BaseModel::name).orElseGet(() -> Texts.of("ui.base.choose")));
            pseudoClassStateChanged(Styles.STATE_ACCENT, status.base().isEmpty() && status.adapter().isPresent());
        });
        places = new LocalFileItems(
                model.places(),
                List.of(PlaceKind.BASE_MODEL, PlaceKind.WEIGHTS),
                place -> model.openBase(new BaseChoice.FromPath(place.path())));
        setOnShowing(event -> model.places().refresh());
        model.recentBases().subscribe(this::fill);
        model.places().foundProperty().subscribe(found -> fill());
    }

    private void fill() {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(Texts.of("ui.base.openFolder"), openFolder));
        items.add(item(Texts.of("ui.base.openFile"), openFile));
        items.addAll(places.items());
        if (!model.recentBases().isEmpty()) {
            items.add(new SeparatorMenuItem());
            items.add(new CaptionMenuItem(Texts.of("ui.base.recent")));
            model.recentBases().forEach(choice -> items.add(item(choice)));
        }
        items.add(new SeparatorMenuItem());
        items.add(new CaptionMenuItem(Texts.of("ui.base.catalogue")));
        ModelCatalog.names().forEach(name -> items.add(item(new BaseChoice.Catalogue(name))));
        getItems().setAll(items);
    }

    private MenuItem item(BaseChoice choice) {
        return item(choice.name(), () -> model.openBase(choice));
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }
}

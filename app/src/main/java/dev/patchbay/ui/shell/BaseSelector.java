package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.shell.verdict.Outlook;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.FoundPlaces;
import dev.patchbay.workspace.place.PlaceKind;
import dev.patchbay.workspace.place.PlaceSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.util.StringConverter;
import org.controlsfx.control.SearchableComboBox;
import org.controlsfx.control.textfield.CustomTextField;
import org.jspecify.annotations.Nullable;

/**
 * Which base model the adapter is checked against, searchable by name: recently opened ones, those found in the folders of other
 * programs, and the catalogue.
 *
 * <p>The open base is shown as the prompt. The value of the combo box is only what is picked while its list is showing, so that moving
 * through the list with the arrow keys opens nothing.
 */
final class BaseSelector extends SearchableComboBox<BaseChoice> {

    private final ShellViewModel model;

    BaseSelector(ShellViewModel model) {
        this.model = model;
        setId("base-selector");
        setMinWidth(96);
        setPrefWidth(190);
        setMaxWidth(230);
        setVisibleRowCount(14);
        getStyleClass().addAll("base-selector", Styles.SMALL);
        setConverter(new NameConverter());
        setCellFactory(view -> new ChoiceCell());
        setPlaceholder(new Label(Texts.of("ui.base.noneFound")));
        skinProperty().subscribe(skin -> dressSearch());
        model.statusProperty().subscribe(status -> {
            setPromptText(status.base().map(BaseModel::name).orElseGet(() -> Texts.of("ui.base.choose")));
            setAccessibleText(Texts.of("ui.base.selected", getPromptText()));
            pseudoClassStateChanged(Styles.STATE_ACCENT, status.base().isEmpty() && status.adapter().isPresent());
        });
        showingProperty().subscribe((before, showing) -> {
            if (showing) {
                model.places().refresh();
            } else {
                FxThread.later(this::take); // Esc restores the value only after the list is hidden
            }
        });
        model.recentBases().subscribe(this::fill);
        model.places().foundProperty().subscribe(found -> fill());
        model.outlookProperty().map(Outlook::likely).subscribe(likely -> fill());
    }

    private void take() {
        BaseChoice chosen = getValue();
        setValue(null);
        if (chosen != null) {
            model.openBase(chosen);
        }
    }

    private void fill() {
        Map<String, BaseChoice> choices = new LinkedHashMap<>();
        Stream<BaseChoice> catalogue = ModelCatalog.names().stream().map(BaseChoice.Catalogue::new);
        Stream<BaseChoice> likely = fits().keySet().stream().map(BaseChoice.Catalogue::new);
        Stream.of(likely, model.recentBases().stream(), found(), catalogue)
                .flatMap(some -> some)
                .forEach(choice -> choices.putIfAbsent(choice.name(), choice));
        getItems().setAll(choices.values());
    }

    /** Models of the catalogue that the open file looks made for, best first, with how much of it fits each. */
    private Map<String, FamilyEvidence> fits() {
        Map<String, FamilyEvidence> fits = new LinkedHashMap<>();
        model.outlookProperty().get().likely().models().stream().filter(FamilyEvidence::sizesFit).forEach(one -> Stream.concat(
                        Stream.of(one.name()), one.sameAs().stream())
                .filter(name -> ModelCatalog.model(name).isPresent())
                .forEach(name -> fits.putIfAbsent(name, one)));
        return fits;
    }

    private Stream<BaseChoice> found() {
        FoundPlaces places = model.places().foundProperty().get().orElse(FoundPlaces.NONE);
        return Stream.of(PlaceKind.BASE_MODEL, PlaceKind.WEIGHTS)
                .flatMap(kind -> Stream.of(PlaceSource.values()).flatMap(source -> places.of(kind, source).stream()))
                .map(BaseChoice.Local::new);
    }

    private void dressSearch() {
        if (lookup("#search") instanceof CustomTextField search) {
            search.setPromptText(Texts.of("ui.base.search"));
            search.setAccessibleText(Texts.of("ui.base.search"));
            search.setLeft(Icon.SEARCH.node());
        }
    }

    /** The text that is searched: a model's name and what people call it. */
    private static final class NameConverter extends StringConverter<BaseChoice> {

        @Override
        public String toString(@Nullable BaseChoice choice) {
            return switch (choice) {
                case null -> "";
                case BaseChoice.Catalogue(String name) -> name + " " + title(name);
                default -> choice.name();
            };
        }

        @Override
        public @Nullable BaseChoice fromString(String name) {
            return null; // names are searched, not typed
        }
    }

    private static String title(String catalogueName) {
        return ModelCatalog.model(catalogueName).map(CatalogModel::title).orElse("");
    }

    /** A name, and what people call the model or where it lies. */
    private final class ChoiceCell extends ListCell<BaseChoice> {

        private final Label origin = new Label();

        ChoiceCell() {
            origin.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            getStyleClass().add("base-choice");
        }

        @Override
        protected void updateItem(@Nullable BaseChoice choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(choice == null ? null : PlainText.inLine(choice.name()));
            setGraphic(choice == null ? null : origin);
            origin.setText(choice == null ? "" : origin(choice));
        }

        private String origin(BaseChoice choice) {
            return switch (choice) {
                case BaseChoice.FromPath opened -> Texts.of("ui.base.recent");
                case BaseChoice.Local(CheckpointPlace place) ->
                    Texts.of("ui.localFiles.item", Texts.of("ui.localFiles." + place.source()), FileSize.text(place.bytes()));
                case BaseChoice.Catalogue(String name) -> {
                    FamilyEvidence fit = fits().get(name);
                    yield fit == null ? title(name) : Texts.of("ui.base.fits", title(name), fit.fitting(), fit.of());
                }
            };
        }
    }
}

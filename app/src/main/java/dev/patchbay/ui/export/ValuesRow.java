package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.tensor.DType;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** The element type of the new file, and the way to another rank, which makes a file of its own first. */
final class ValuesRow extends HBox {

    private static final List<Integer> RANKS = List.of(4, 8, 16, 32, 64, 128);

    ValuesRow(ExportViewModel viewModel) {
        super(10);
        setAlignment(Pos.CENTER_LEFT);
        ComboBox<Optional<DType>> types = new ComboBox<>(FXCollections.observableArrayList(List.of(
                Optional.empty(), Optional.of(DType.F32), Optional.of(DType.F16), Optional.of(DType.BF16))));
        types.setId("export-dtype");
        types.setAccessibleText(Texts.of("exportview.dtype"));
        types.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<DType> type) {
                return type == null ? "" : type.map(DType::name).orElseGet(() -> Texts.of("exportview.dtype.same"));
            }

            @Override
            public Optional<DType> fromString(String text) {
                return Optional.empty();
            }
        });
        types.valueProperty().bindBidirectional(viewModel.dtypeProperty());
        types.disableProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WRITING));
        MenuButton ranks = new MenuButton(Texts.of("exportview.rank"));
        ranks.setId("export-rank");
        ranks.disableProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WRITING));
        for (int rank : RANKS) {
            MenuItem item = new MenuItem(Texts.of("exportview.rank.of", rank));
            item.setOnAction(event -> viewModel.resize(rank));
            ranks.getItems().add(item);
        }
        Label words = new Label(Texts.of("exportview.dtype"));
        words.getStyleClass().add(Styles.TEXT_MUTED);
        getChildren().addAll(words, types, ranks);
    }
}

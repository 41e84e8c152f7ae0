package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.ui.fx.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** How each program loads the mapped adapter, in a word or two; a click opens the {@link VerdictCard}. */
final class VerdictChips extends HBox {

    private final Map<Program, Button> chips = new EnumMap<>(Program.class);

    /** @param open toggles the card with the full verdicts */
    VerdictChips(Runnable open) {
        setId("verdicts");
        getStyleClass().add("verdict-chips");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(USE_PREF_SIZE);
        for (Program program : Program.judged()) {
            Button chip = new Button();
            chip.setId("verdict-" + program);
            chip.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
            chip.setTooltip(new Tooltip());
            chip.getTooltip().setMaxWidth(520);
            chip.getTooltip().setWrapText(true);
            chip.setMinWidth(USE_PREF_SIZE);
            chip.setOnAction(event -> open.run());
            chips.put(program, chip);
            getChildren().add(chip);
        }
        managedProperty().bind(visibleProperty());
    }

    void show(Optional<InspectionReport> report) {
        setVisible(report.isPresent());
        report.map(InspectionReport::verdictsAfterRules).ifPresent(verdicts -> verdicts.forEach(this::show));
    }

    private void show(Verdict verdict) {
        Button chip = chips.get(verdict.program());
        if (chip != null) {
            VerdictSign sign = VerdictSign.of(verdict.outcome());
            chip.setText(Texts.of("ui.verdict.of", verdict.program().title(), VerdictSign.word(verdict)));
            chip.setGraphic(sign.icon().node());
            chip.getStyleClass().setAll("button", Styles.SMALL, Styles.FLAT, "verdict-chip", "state", sign.style());
            String whole = Texts.of("ui.verdict.tip", verdict.program().title(), verdict.version(), verdict.message());
            chip.getTooltip().setText(whole);
            chip.setAccessibleText(chip.getText());
            chip.setAccessibleHelp(whole);
        }
    }
}

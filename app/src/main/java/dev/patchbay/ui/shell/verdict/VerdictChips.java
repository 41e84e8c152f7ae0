package dev.patchbay.ui.shell.verdict;

import atlantafx.base.theme.Styles;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.ui.fx.Texts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

/**
 * How each program loads the file as it is, and what is exported for it, in a word or two; a click opens the {@link
 * VerdictCard}. They wrap where they find no room in one line.
 */
final class VerdictChips extends FlowPane {

    private final Map<Program, Button> chips = new EnumMap<>(Program.class);

    /** @param open toggles the card with the full verdicts */
    VerdictChips(Runnable open) {
        setId("verdicts");
        getStyleClass().add("verdict-chips");
        setAlignment(Pos.CENTER_LEFT);
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

    void show(Outlook outlook) {
        Optional<InspectionReport> report = outlook.judged();
        setVisible(report.isPresent());
        report.ifPresent(found -> found.verdicts().forEach(verdict -> show(verdict, outlook.exported(verdict.program()))));
    }

    /**
     * In a word what the file as it is does, and behind an arrow what its export does, if that is another thing. A file that the program
     * takes needs no export: that there is none is left to the tooltip.
     */
    private void show(Verdict asItIs, Optional<ExportedVerdict> ofExport) {
        Button chip = chips.get(asItIs.program());
        if (chip != null) {
            Optional<ExportedVerdict> exported = ofExport.filter(export -> !asItIs.applies() || export.verdict().isPresent());
            Message word = VerdictSign.word(asItIs);
            Optional<Message> other = exported.map(VerdictSign::word).filter(export -> !export.text().equals(word.text()));
            VerdictSign sign = exported.map(VerdictSign::of).orElseGet(() -> VerdictSign.of(asItIs.outcome()));
            String title = asItIs.program().title();
            chip.setText(other.map(export -> Texts.of("ui.verdict.both", title, word, export))
                    .orElseGet(() -> Texts.of("ui.verdict.of", title, word)));
            chip.setGraphic(sign.icon().node());
            chip.getStyleClass().setAll("button", Styles.SMALL, Styles.FLAT, "verdict-chip", "state", sign.style());
            String whole = whole(asItIs, ofExport);
            chip.getTooltip().setText(whole);
            chip.setAccessibleText(chip.getText());
            chip.setAccessibleHelp(whole);
        }
    }

    private static String whole(Verdict asItIs, Optional<ExportedVerdict> exported) {
        String file = Texts.of("ui.verdict.tip.asItIs", asItIs.message());
        String export = exported.map(one -> "\n" + Texts.of("ui.verdict.tip.exported", asItIs.program().title(), one.message())).orElse("");
        return file + export + "\n" + Texts.of("ui.verdict.tip.version", asItIs.program().title(), asItIs.version());
    }
}

package dev.patchbay.ui.export;

import dev.patchbay.loader.Verdict;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Which programs will load the written file, each with what it will do. */
final class ReadersCard extends VBox {

    ReadersCard() {
        super(6);
        setId("export-readers");
        getStyleClass().add("export-card");
    }

    void show(List<Verdict> readers) {
        getChildren().setAll(readers.stream().map(ReadersCard::line).toList());
    }

    private static Label line(Verdict verdict) {
        Label line = new Label(told(verdict), icon(verdict.outcome()).node());
        line.setId("export-reader-" + verdict.program().word());
        line.getStyleClass().addAll("state", style(verdict.outcome()));
        line.setWrapText(true);
        line.setMinHeight(USE_PREF_SIZE);
        return line;
    }

    /** Most sentences begin with the program's name. */
    private static String told(Verdict verdict) {
        String sentence = verdict.message().text();
        String program = verdict.program().title();
        return sentence.startsWith(program) ? sentence : Texts.of("exportview.readers.of", program, verdict.message());
    }

    private static Icon icon(Verdict.Outcome outcome) {
        return switch (outcome) {
            case APPLIES -> Icon.OK;
            case PARTIAL -> Icon.WARNING;
            case IGNORED, EMPTY -> Icon.BLOCKED;
            case RUINS, RAISES -> Icon.ERROR;
            case UNKNOWN -> Icon.UNSUPPORTED;
        };
    }

    private static String style(Verdict.Outcome outcome) {
        return switch (outcome) {
            case APPLIES -> "state-ok";
            case PARTIAL -> "state-warning";
            case IGNORED, EMPTY, RUINS, RAISES -> "state-error";
            case UNKNOWN -> "state-muted";
        };
    }
}

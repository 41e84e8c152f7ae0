package dev.patchbay.ui.shell.verdict;

import atlantafx.base.theme.Styles;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.PanelHead;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * How each program loads the file as it is, and the one that is exported for it; names the version of the loader that was modelled. Esc
 * closes.
 */
final class VerdictCard extends VBox {

    private static final double WIDTH = 620;

    private final VBox programs = new VBox();

    VerdictCard(Runnable close) {
        setId("verdict-card");
        getStyleClass().addAll("offer", "verdict-card");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        setPrefWidth(WIDTH);
        programs.getStyleClass().add("verdict-programs");
        getChildren().addAll(PanelHead.card("verdict", "ui.verdict.title", close), programs);
        setFocusTraversable(true);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close.run();
                event.consume();
            }
        });
    }

    void show(Outlook outlook) {
        programs.getChildren().clear();
        outlook.judged().ifPresent(found -> {
            for (Program program : Program.judged()) {
                programs.getChildren().add(program(found.verdict(program), outlook.exported(program)));
            }
        });
    }

    private static Node program(Verdict asItIs, Optional<ExportedVerdict> exported) {
        String title = asItIs.program().title();
        Label name = new Label(Texts.of("ui.verdict.version", title, asItIs.version()));
        name.getStyleClass().add(Styles.TEXT_BOLD);
        VBox lines = new VBox(name, verdict(
                Texts.of("ui.verdict.asItIs"), VerdictSign.of(asItIs.outcome()), VerdictSign.word(asItIs), asItIs.message()));
        lines.getStyleClass().add("verdict-program");
        exported.ifPresent(export -> lines.getChildren().add(verdict(
                Texts.of("ui.verdict.exported", title), VerdictSign.of(export), VerdictSign.word(export), export.message())));
        return lines;
    }

    private static Node verdict(String when, VerdictSign sign, Message inAWord, Message whole) {
        Label word = new Label(inAWord.text(), sign.icon().node());
        word.getStyleClass().addAll("state", sign.style());
        word.setMinWidth(USE_PREF_SIZE);
        Label moment = new Label(when);
        moment.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        moment.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(moment, word);
        head.getStyleClass().add("verdict-head");
        head.setAlignment(Pos.BASELINE_LEFT);
        Label sentence = new Label(whole.text());
        sentence.setWrapText(true);
        sentence.getStyleClass().addAll("verdict-sentence", Styles.TEXT_SMALL);
        sentence.setMinHeight(USE_PREF_SIZE);
        return new VBox(head, sentence);
    }
}

package dev.patchbay.ui.compare;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.values.ResumedRun;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What the comparison comes to: of two adapters whether the training went on, of other files how much of them is the same. */
final class RunVerdict extends VBox {

    RunVerdict() {
        super(3);
        setId("compare-verdict");
        getStyleClass().add("compare-verdict");
    }

    void show(CompareResult result) {
        getChildren().clear();
        if (result.run().isPresent()) {
            ResumedRun run = result.run().get();
            List<Message> findings = run.findings();
            Label first = line(findings.isEmpty() ? "" : findings.getFirst().text());
            first.getStyleClass().addAll(Styles.TEXT_BOLD, "state", style(run));
            first.setGraphic(icon(run).node());
            getChildren().add(first);
            findings.stream().skip(1).map(finding -> line(finding.text())).forEach(getChildren()::add);
        }
        int same = result.counts().getOrDefault(ChangeKind.SAME, 0);
        Label counts = line(Texts.of("compare.same", same, result.rows().size()));
        counts.getStyleClass().add(Styles.TEXT_MUTED);
        getChildren().add(counts);
        if (!result.rules().entries().isEmpty()) {
            Label through = line(Texts.of("compare.through", result.rules().name()));
            through.getStyleClass().add(Styles.TEXT_MUTED);
            getChildren().add(through);
        }
    }

    private static Label line(String words) {
        Label line = new Label(words);
        line.setWrapText(true);
        line.setMinHeight(USE_PREF_SIZE);
        return line;
    }

    private static String style(ResumedRun run) {
        return switch (run.outcome()) {
            case CONTINUES -> "state-ok";
            case FRESH_START -> "state-error";
            case UNRELATED -> "state-warning";
        };
    }

    private static Icon icon(ResumedRun run) {
        return switch (run.outcome()) {
            case CONTINUES -> Icon.OK;
            case FRESH_START -> Icon.ERROR;
            case UNRELATED -> Icon.WARNING;
        };
    }
}

package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The copyable texts of a row: its sentence with its code, its tensors, its module. */
final class ProblemCopies {

    private ProblemCopies() {}

    static ContextMenu menu(ProblemRow row) {
        ContextMenu menu = new ContextMenu(item(Texts.of("ui.problems.copy"), sentence(row)));
        List<String> tensors = row.under().map(Problem::tensors).orElseGet(row.cause()::tensors);
        if (!tensors.isEmpty()) {
            String words = Texts.of("ui.problems.copyTensors", Texts.counted("ui.count.tensors", tensors.size()));
            menu.getItems().add(item(words, String.join("\n", tensors)));
        }
        row.problem().map(Problem::module).filter(module -> !module.isEmpty()).ifPresent(module ->
                menu.getItems().add(item(Texts.of("ui.problems.copyModule"), module)));
        return menu;
    }

    /** As the command line prints it. */
    static String sentence(ProblemRow row) {
        return row.under().map(problem -> problem.code().toString()).orElseGet(row.cause().code()::toString) + ": " + row.sentence();
    }

    static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static MenuItem item(String words, String text) {
        MenuItem item = Buttons.item(words);
        item.setGraphic(Icon.COPY.node());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> copy(text));
        return item;
    }
}

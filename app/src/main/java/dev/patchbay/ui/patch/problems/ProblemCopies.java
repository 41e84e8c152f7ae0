package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The copyable texts of a problem: its sentence with its code, its tensors, its module. */
final class ProblemCopies {

    private ProblemCopies() {}

    static ContextMenu menu(Problem problem) {
        ContextMenu menu = new ContextMenu(item(Texts.of("ui.problems.copy"), sentence(problem)));
        if (!problem.tensors().isEmpty()) {
            String words = Texts.of("ui.problems.copyTensors", Texts.counted("ui.count.tensors", problem.tensors().size()));
            menu.getItems().add(item(words, String.join("\n", problem.tensors())));
        }
        if (!problem.module().isEmpty()) {
            menu.getItems().add(item(Texts.of("ui.problems.copyModule"), problem.module()));
        }
        return menu;
    }

    /** As the command line prints it. */
    static String sentence(Problem problem) {
        return problem.code() + ": " + problem.message().text();
    }

    static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static MenuItem item(String words, String text) {
        MenuItem item = new MenuItem(words, Icon.COPY.node());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> copy(text));
        return item;
    }
}

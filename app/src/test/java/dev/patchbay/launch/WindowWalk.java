package dev.patchbay.launch;

import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.AppFolders;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** A walk through every place, panel and dialog of the whole window, by keyboard; nothing in it is a stand-in. */
final class WindowWalk {

    /** Rows of branches above it. */
    private static final int FIRST_TENSOR = 4;

    final ChosenFiles dialogs = new ChosenFiles();
    private final Path cache = AppFolders.ofThisMachine().cache();
    private final Stage stage;
    private final WindowAssembly assembly;

    /** Told of each stop, when it is reached and settled. */
    interface Visitor {

        void at(String stop) throws Exception;
    }

    /** To be made on the FX thread. @param folder of settings and of work that is kept */
    WindowWalk(Stage stage, Path folder, Appearance appearance, int width) {
        this.stage = stage;
        Theme theme = new Theme();
        assembly = new WindowAssembly(
                AppServices.in(new AppFolders(cache, folder.resolve("settings"), folder.resolve("state"))), dialogs, theme, file -> {});
        theme.appearanceProperty().set(appearance);
        assembly.window().show(stage);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(900);
        stage.requestFocus();
    }

    Scene scene() {
        return stage.getScene();
    }

    void close() {
        FxWait.get(() -> {
            assembly.close();
            return true;
        });
    }

    /** From the demo as it is opened to its repair and all that can be looked at beside it. */
    void go(FxRobot robot, Visitor visitor) throws Exception {
        visitor.at("patch-broken-begin");
        robot.interact(() -> assembly.shell().openDemo());
        FxWait.until(() -> text("#headline").contains("SAT") && tree("#adapter-tree").getExpandedItemCount() > 1
                && tree("#base-tree").getExpandedItemCount() > 1);
        visitor.at("patch-broken");
        robot.interact(() -> tree("#adapter-tree").requestFocus());
        robot.push(KeyCode.HOME);
        for (int row = 0; row < FIRST_TENSOR; row++) {
            robot.push(KeyCode.DOWN);
        }
        robot.push(KeyCode.CONTROL, KeyCode.I);
        FxWait.until(() -> find("#inspector-name") != null && !shown("#inspector-look"));
        visitor.at("inspector");
        robot.push(KeyCode.CONTROL, KeyCode.I);
        front(robot, visitor, "palette", "#command-palette", KeyCode.CONTROL, KeyCode.K);
        front(robot, visitor, "help", "#help", KeyCode.F1);
        front(robot, visitor, "settings", "#settings", KeyCode.CONTROL, KeyCode.COMMA);
        front(robot, visitor, "log", "#log", KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        front(robot, visitor, "log-again", "#log", KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
        visitor.at("verdicts");
        robot.push(KeyCode.ESCAPE);
        robot.clickOn("#fix-all");
        FxWait.until(() -> !find("#export-button").isDisabled());
        visitor.at("patch-repaired");
        TabPane tabs = (TabPane) find("#patch-tabs");
        for (int tab = 1; tab < tabs.getTabs().size(); tab++) {
            int next = tab;
            robot.interact(() -> tabs.getSelectionModel().select(next));
            visitor.at("patch-tab-" + tab);
        }
        robot.interact(() -> tabs.getSelectionModel().select(0));
        robot.push(KeyCode.CONTROL, KeyCode.E);
        FxWait.until(() -> find("#export-run") != null && !find("#export-run").isDisabled());
        visitor.at("export");
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> find("#export") == null);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        FxWait.until(() -> shown("#preview-run"));
        visitor.at("preview");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        FxWait.until(() -> shown("#place-compare") || shown("#compare"));
        visitor.at("compare");
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        FxWait.until(() -> text("#headline").contains("SAT"));
        visitor.at("undone");
    }

    private void front(FxRobot robot, Visitor visitor, String stop, String id, KeyCode... keys) throws Exception {
        robot.push(keys);
        FxWait.until(() -> find(id) != null);
        visitor.at(stop);
        robot.push(KeyCode.ESCAPE);
        FxWait.until(() -> find(id) == null);
    }

    private Node find(String selector) {
        return scene().lookup(selector);
    }

    private boolean shown(String selector) {
        for (Node node = find(selector); node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return find(selector) != null;
    }

    private String text(String selector) {
        return find(selector) instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
    }

    private TreeTableView<?> tree(String selector) {
        return (TreeTableView<?>) find(selector);
    }
}

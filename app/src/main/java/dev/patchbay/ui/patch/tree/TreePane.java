package dev.patchbay.ui.patch.tree;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.SearchField;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A tree under a heading with its title, its size and a search box ({@code f} in the tree focuses it). */
public final class TreePane extends BorderPane {

    private final Label name = new Label();
    private final Label count = new Label();
    private final SearchField search;

    /**
     * @param title of the pane
     * @param extra a control between heading and search box
     */
    public TreePane(Icon icon, String title, NameTreeView tree, Node extra) {
        getStyleClass().add("tree-pane");
        Label heading = new Label(title, icon.node());
        heading.getStyleClass().add("pane-heading");
        heading.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add(Styles.TEXT_BOLD);
        count.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        count.setMinWidth(Region.USE_PREF_SIZE);
        search = new SearchField(Texts.of("ui.search.prompt"), Texts.of("ui.search.clear"));
        search.setId(tree.getId() + "-search");
        search.setPrefWidth(170);
        search.setMinWidth(110);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox header = new HBox(heading, name, count, spacer, extra, search);
        header.getStyleClass().add("pane-bar");
        header.setAlignment(Pos.CENTER_LEFT);
        tree.addEventFilter(KeyEvent.KEY_TYPED, event -> { // on KEY_PRESSED the letter would then be typed into the search box
            if (event.getCharacter().equals("f") && !event.isShortcutDown() && !event.isAltDown()) {
                search.requestFocus();
                event.consume();
            }
        });
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                tree.requestFocus();
                event.consume();
            }
        });
        setTop(header);
        setCenter(tree);
    }

    public SearchField search() {
        return search;
    }

    /** Sets the name of the content and its size. */
    public void describe(String what, String howMuch) {
        name.setText(PlainText.inLine(what));
        count.setText(howMuch);
    }
}

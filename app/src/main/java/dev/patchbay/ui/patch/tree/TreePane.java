package dev.patchbay.ui.patch.tree;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.NameLabel;
import dev.patchbay.ui.control.SearchField;
import dev.patchbay.ui.control.SkeletonRows;
import dev.patchbay.ui.fx.Texts;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/** A tree under a heading with its title, its size and a search box ({@code f} in the tree focuses it). */
public final class TreePane extends BorderPane {

    /** In a narrower pane the heading is its icon and the count gives way to the search box. */
    private static final double NARROW = 320;
    private static final double SEARCH = 110;
    private static final double SEARCH_NARROW = 70;
    /** The search box gives way before a short name does. */
    private static final double NAME = 72;

    private final Label name = new NameLabel(NAME);
    private final Label count = new Label();
    private final SearchField search;
    private final NameTreeView tree;
    private final ProgressBar line = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    /** Short work is over before anybody could read a sign of it. */
    private final PauseTransition patience = new PauseTransition(Duration.millis(150));
    private Node whenEmpty = new Region();

    /**
     * @param title of the pane
     * @param extra a control between heading and search box
     */
    public TreePane(Icon icon, String title, NameTreeView tree, Node extra) {
        this.tree = tree;
        getStyleClass().add("tree-pane");
        line.setId(tree.getId() + "-loading");
        line.getStyleClass().add("thin-progress");
        line.setMaxWidth(Double.MAX_VALUE);
        line.setAccessibleText(Texts.of("ui.loading"));
        line.setVisible(false);
        patience.setOnFinished(event -> line.setVisible(true));
        StackPane.setAlignment(line, Pos.TOP_CENTER);
        Label heading = new Label(title, icon.node());
        heading.getStyleClass().add("pane-heading");
        heading.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add(Styles.TEXT_BOLD);
        count.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.setId(tree.getId() + "-count");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        search = new SearchField(Texts.of("ui.search.prompt"), Texts.of("ui.search.clear"));
        search.setId(tree.getId() + "-search");
        search.setPrefWidth(170);
        search.setMinWidth(SEARCH);
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
        widthProperty().subscribe(width -> {
            boolean narrow = width.doubleValue() > 0 && width.doubleValue() < NARROW;
            heading.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            search.setMinWidth(narrow ? SEARCH_NARROW : SEARCH);
            count.setVisible(!narrow);
            count.setManaged(!narrow);
        });
        setTop(header);
        setCenter(new StackPane(tree, line));
    }

    /** Sets what is shown while there is nothing to show. */
    public void whenEmpty(Node placeholder) {
        whenEmpty = placeholder;
        tree.setPlaceholder(placeholder);
    }

    /** While something is loaded, grey rows stand where there are none yet, and a line moves above those there are. */
    public void load(boolean loading) {
        tree.setPlaceholder(loading ? new SkeletonRows() : whenEmpty);
        if (loading) {
            patience.play();
        } else {
            patience.stop();
            line.setVisible(false);
        }
    }

    public SearchField search() {
        return search;
    }

    /**
     * Sets the name of the content and its size.
     *
     * @param words about the size, if it needs some
     */
    public void describe(String what, String howMuch, String words) {
        count.setTooltip(words.isEmpty() ? null : new Tooltip(words));
        name.setText(PlainText.inLine(what));
        count.setText(howMuch);
    }
}

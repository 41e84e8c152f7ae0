package dev.patchbay.ui.patch.tree;

import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A list cell as high as its wrapped text needs; standard cells compute their height for a single line. */
public abstract class WrappingCell<T> extends ListCell<T> {

    private static final double SCROLL_BAR = 14;

    private final ListView<T> list;
    private @Nullable Region content;

    /** @param list whose width determines the line wrapping */
    public WrappingCell(ListView<T> list) {
        this.list = list;
        setPrefWidth(0);
    }

    /** Sets the content; null for an empty cell. */
    public final void showContent(@Nullable Region shown) {
        content = shown;
        setGraphic(shown);
    }

    @Override
    protected double computePrefHeight(double width) {
        if (content == null) {
            return super.computePrefHeight(width);
        }
        double room = (width > 0 ? width : list.getWidth() - SCROLL_BAR) - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + content.prefHeight(room) + snappedBottomInset();
    }
}

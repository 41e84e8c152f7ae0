package dev.patchbay.ui.patch.tree;

import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A list cell as high as its content needs where sentences wrap; an ordinary cell would ask for a single line. */
public abstract class WrappingCell<T> extends ListCell<T> {

    private static final double SCROLL_BAR = 14;

    private final ListView<T> list;
    private @Nullable Region content;

    /** @param list whose width decides where sentences wrap */
    public WrappingCell(ListView<T> list) {
        this.list = list;
        setPrefWidth(0);
    }

    /** Shows this in the cell; null for an empty cell. */
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

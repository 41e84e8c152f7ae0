package dev.patchbay.ui.patch.tree;

import dev.patchbay.message.PlainText;
import java.util.function.Function;
import javafx.scene.control.TreeTableCell;
import org.jspecify.annotations.Nullable;

/** A cell with text computed from the row; text of branches is muted. */
public final class TextCell extends TreeTableCell<NameNode, NameNode> {

    private final Function<NameNode, String> text;

    public TextCell(Function<NameNode, String> text, String... styleClasses) {
        this.text = text;
        getStyleClass().addAll(styleClasses);
    }

    @Override
    protected void updateItem(@Nullable NameNode node, boolean empty) {
        super.updateItem(node, empty);
        setText(node == null || empty ? null : PlainText.inLine(text.apply(node)));
    }
}

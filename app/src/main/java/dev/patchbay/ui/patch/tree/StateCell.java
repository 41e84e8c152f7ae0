package dev.patchbay.ui.patch.tree;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A cell with state icons: one with its word for a name, one with its count for each state that occurs below a branch. */
public abstract class StateCell extends TreeTableCell<NameNode, NameNode> {

    /**
     * An icon with its text.
     *
     * @param text the state's word, or its count
     */
    public record Mark(StateSign sign, String text) {}

    private final HBox box = new HBox() {
        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            // A truncated number misleads, so marks without room are left out, the least severe first.
            double room = StateCell.this.getWidth() - StateCell.this.snappedLeftInset();
            getChildren().forEach(mark -> mark.setOpacity(mark.getLayoutX() + mark.getLayoutBounds().getWidth() > room ? 0 : 1));
        }
    };

    /** @param version changes when the marks of the same row change */
    public StateCell(ObservableValue<Number> version) {
        box.getStyleClass().add("state-marks");
        box.setAlignment(Pos.CENTER_LEFT);
        version.subscribe(newest -> show(getItem()));
    }

    /** The marks of a row; empty for none. */
    public abstract List<Mark> marks(NameNode node);

    @Override
    protected final void updateItem(@Nullable NameNode node, boolean empty) {
        super.updateItem(node, empty);
        show(empty ? null : node);
    }

    private void show(@Nullable NameNode node) {
        List<Mark> marks = node == null ? List.of() : marks(node);
        setGraphic(marks.isEmpty() ? null : box);
        while (box.getChildren().size() < marks.size()) {
            Label label = new Label();
            label.setMinWidth(USE_PREF_SIZE);
            box.getChildren().add(label);
        }
        for (int i = 0; i < box.getChildren().size(); i++) {
            boolean used = i < marks.size();
            box.getChildren().get(i).setManaged(used);
            box.getChildren().get(i).setVisible(used);
            if (used) {
                show(marks.get(i), (Label) box.getChildren().get(i));
            }
        }
        setAccessibleText(spoken(marks));
    }

    /** All marks as text, for screen readers. */
    public static String spoken(List<Mark> marks) {
        return marks.stream().map(StateCell::spoken).collect(Collectors.joining(", "));
    }

    private static void show(Mark mark, Label label) {
        label.setText(mark.text());
        label.setGraphic(mark.sign().icon().node());
        label.getStyleClass().setAll("label", "state", mark.sign().style());
    }

    private static String spoken(Mark mark) {
        return mark.text().startsWith(mark.sign().word()) ? mark.text() : mark.text() + " " + mark.sign().word();
    }
}

package dev.patchbay.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;

/** What a screen reader says of controls. */
public final class SpokenNames {

    private static final List<Class<? extends Control>> SPOKEN = List.of(
            ButtonBase.class, TextInputControl.class, ComboBoxBase.class, ListView.class, TreeTableView.class, TableView.class,
            Slider.class, Spinner.class);

    private SpokenNames() {}

    /** The visible controls below a node without a role or a name; on the FX thread. */
    public static List<String> missing(Node node) {
        List<String> unnamed = new ArrayList<>();
        walk(node, unnamed);
        return unnamed;
    }

    private static void walk(Node node, List<String> unnamed) {
        if (!node.isVisible() || node.getStyleClass().contains("virtual-flow") || node.getStyleClass().contains("scroll-bar")) {
            return;
        }
        if (SPOKEN.stream().anyMatch(kind -> kind.isInstance(node))) {
            boolean role = node.getAccessibleRole() != null && node.getAccessibleRole() != AccessibleRole.NODE;
            if (!role || name(node).isBlank()) {
                unnamed.add(node + " in " + node.getParent());
            }
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, unnamed));
        }
    }

    private static String name(Node node) {
        if (node.getAccessibleText() != null) {
            return node.getAccessibleText();
        }
        if (node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY) instanceof Labeled label && label.getText() != null) {
            return label.getText();
        }
        return node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText()
                : node instanceof TextInputControl field && field.getPromptText() != null ? field.getPromptText() : "";
    }
}

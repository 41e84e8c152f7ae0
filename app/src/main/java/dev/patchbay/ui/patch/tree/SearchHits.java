package dev.patchbay.ui.patch.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/** Marks the words of a search in a text that is shown, as far as they are not cut away. */
final class SearchHits extends Path {

    SearchHits() {
        getStyleClass().add("search-hit");
        setManaged(false);
        setMouseTransparent(true);
    }

    /** Lays the marks behind the text. */
    void mark(Text text, List<String> words) {
        List<PathElement> marks = new ArrayList<>();
        String shown = text.getText().toLowerCase(Locale.ROOT);
        for (String word : words) {
            for (int at = shown.indexOf(word); at >= 0 && !word.isEmpty(); at = shown.indexOf(word, at + word.length())) {
                Collections.addAll(marks, text.rangeShape(at, at + word.length()));
            }
        }
        getElements().setAll(marks);
        setVisible(!marks.isEmpty());
        relocate(0, 0);
        setLayoutX(text.getLayoutX());
        setLayoutY(text.getLayoutY());
    }

    void clear() {
        getElements().clear();
        setVisible(false);
    }
}

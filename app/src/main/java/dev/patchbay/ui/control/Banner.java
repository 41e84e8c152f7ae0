package dev.patchbay.ui.control;

import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A strip that says one thing about its place and can be put away; takes no room while there is nothing to say. */
public final class Banner extends HBox {

    private static final List<String> STYLES = List.of("banner-error", "banner-warning", "banner-info");

    private final Label words = new Label();

    /** @param notice what to say; emptied when a person closes the banner */
    public Banner(ObjectProperty<Optional<Notice>> notice) {
        getStyleClass().add("banner");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(words, Buttons.icon(Icon.CANCEL, Texts.of("player.closeBanner"), () -> notice.set(Optional.empty())));
        managedProperty().bind(visibleProperty());
        notice.subscribe(this::show);
    }

    private void show(Optional<Notice> notice) {
        setVisible(notice.isPresent());
        notice.ifPresent(present -> {
            getStyleClass().removeAll(STYLES);
            getStyleClass().add(STYLES.get(present.severity().ordinal()));
            words.setText(present.message().text());
            words.setGraphic(icon(present.severity()).node());
            setAccessibleText(words.getText());
        });
    }

    private static Icon icon(Severity severity) {
        return switch (severity) {
            case ERROR -> Icon.ERROR;
            case WARNING -> Icon.WARNING;
            case INFO -> Icon.INFO;
        };
    }

    @Override
    public String getUserAgentStylesheet() {
        return String.valueOf(Banner.class.getResource("/dev/patchbay/theme/banner.css"));
    }
}

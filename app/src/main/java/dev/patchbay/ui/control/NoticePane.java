package dev.patchbay.ui.control;

import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.NotificationPane;

/** A place with a strip along its lower edge that says one thing about it and can be put away; while there is none it takes no room. */
public final class NoticePane extends NotificationPane {

    private static final List<String> STYLES = List.of("notice-error", "notice-warning", "notice-info");

    private final StackPane place;

    /** @param notice what to say; emptied when a person closes the strip */
    public NoticePane(Node content, ObjectProperty<Optional<Notice>> notice) {
        place = new StackPane(content);
        getStyleClass().add("notice-pane");
        setContent(place);
        setShowFromTop(false);
        setFocusTraversable(false);
        skinProperty().subscribe(skin -> {
            if (skin != null) {
                dress();
                notice.subscribe(this::tell);
            }
        });
        showingProperty().subscribe((before, showing) -> {
            if (!showing) {
                notice.set(Optional.empty());
            }
        });
    }

    /** The strip lies over the content, which is to stay in sight; and its button has no name of its own. */
    private void dress() {
        if (lookup(".notification-bar") instanceof Region strip) {
            place.paddingProperty().bind(strip.heightProperty().map(height -> new Insets(0, 0, height.doubleValue(), 0)));
        }
        if (lookup(".close-button") instanceof Button close) {
            close.setAccessibleText(Texts.of("player.closeBanner"));
            close.setTooltip(new Tooltip(Texts.of("player.closeBanner")));
            close.setFocusTraversable(false);
        }
    }

    private void tell(Optional<Notice> now) {
        if (now.isEmpty()) {
            hide();
            return;
        }
        Severity severity = now.get().severity();
        getStyleClass().removeAll(STYLES);
        getStyleClass().add(STYLES.get(severity.ordinal()));
        show(now.get().message().text(), icon(severity).node());
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
        return String.valueOf(NoticePane.class.getResource("/dev/patchbay/theme/notice.css"));
    }
}

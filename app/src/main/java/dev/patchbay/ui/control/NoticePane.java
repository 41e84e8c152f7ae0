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
import org.controlsfx.control.action.Action;

/**
 * Content with a strip along its lower edge that shows one {@link Notice} and can be closed; without a notice the strip takes no room.
 */
public final class NoticePane extends NotificationPane {

    private static final List<String> STYLES = List.of("notice-error", "notice-warning", "notice-info");

    private final StackPane place;

    /** @param notice the message to show; set to empty when the strip is closed */
    public NoticePane(Node content, ObjectProperty<Optional<Notice>> notice) {
        place = new StackPane(content);
        getStyleClass().add("notice-pane");
        setContent(place);
        setShowFromTop(false);
        setFocusTraversable(false);
        skinProperty().subscribe(skin -> {
            if (skin != null) {
                styleSkin();
                notice.subscribe(this::tell);
            }
        });
        showingProperty().subscribe((before, showing) -> {
            if (!showing) {
                notice.set(Optional.empty());
            }
        });
    }

    /**
     * ControlsFX lays the strip over the content, so padding of the strip's height keeps all of the content in sight. Its close button
     * has no accessible name: it gets one.
     */
    private void styleSkin() {
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
        getActions().setAll(now.get().actions().stream().map(NoticePane::button).toList());
        show(now.get().message().text(), icon(severity).node());
    }

    private static Action button(NoticeAction offered) {
        return new Action(offered.label().text(), event -> offered.run().run());
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

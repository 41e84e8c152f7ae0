package dev.patchbay.ui.shell.log;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.Notice;
import dev.patchbay.ui.control.NoticeAction;
import dev.patchbay.ui.control.NoticeLog;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A notice with its time and its buttons. */
final class LogCell extends ListCell<NoticeLog.Entry> {

    private final Runnable close;

    /** @param close puts the log away, so that what a button shows can be seen */
    LogCell(ListView<NoticeLog.Entry> list, Runnable close) {
        this.close = close;
        getStyleClass().add("log-cell");
        setPrefWidth(0);
        maxWidthProperty().bind(list.widthProperty());
    }

    @Override
    protected void updateItem(NoticeLog.@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        setGraphic(entry == null || empty ? null : row(entry));
        setAccessibleText(entry == null || empty ? null : time(entry) + " " + words(entry.notice()));
    }

    private Node row(NoticeLog.Entry entry) {
        Label words = new Label(words(entry.notice()));
        words.setWrapText(true);
        Label time = new Label(time(entry));
        time.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        FlowPane buttons = new FlowPane(8, 6);
        entry.notice().actions().forEach(action -> buttons.getChildren().add(button(action)));
        buttons.setManaged(!buttons.getChildren().isEmpty());
        VBox column = new VBox(4, time, words, buttons);
        HBox.setHgrow(column, Priority.ALWAYS);
        return new HBox(10, sign(entry.notice()), column);
    }

    private Button button(NoticeAction action) {
        Button button = Buttons.text(action.label().text(), () -> {
            close.run();
            action.run().run();
        });
        button.getStyleClass().add(Styles.SMALL);
        return button;
    }

    private static String words(Notice notice) {
        return PlainText.inLine(notice.message().text());
    }

    private static String time(NoticeLog.Entry entry) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .localizedBy(Locale.getDefault(Locale.Category.DISPLAY))
                .withZone(ZoneId.systemDefault())
                .format(entry.at());
    }

    private static Node sign(Notice notice) {
        return switch (notice.severity()) {
            case ERROR -> Icon.ERROR.node("state-error");
            case WARNING -> Icon.WARNING.node("state-warning");
            case INFO -> Icon.INFO.node("state-info");
        };
    }
}

package dev.patchbay.ui.shell.log;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.NoticeLog;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What was told, newest first. */
public final class LogPanel extends BorderPane {

    private static final double WIDTH = 520;

    /** @param close puts the panel away */
    public LogPanel(NoticeLog log, Runnable close) {
        setId("log");
        getStyleClass().add("side-panel");
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        Label title = new Label(Texts.of("ui.log.title"));
        title.getStyleClass().add(Styles.TITLE_3);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(title, gap, Buttons.icon(Icon.CANCEL, Texts.of("ui.log.close"), close));
        top.getStyleClass().add("side-panel-top");
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(top);
        ListView<NoticeLog.Entry> list = new ListView<>(log.entries());
        list.setId("log-entries");
        list.setAccessibleText(Texts.of("ui.log.title"));
        list.setPlaceholder(new EmptyState(Icon.LOG, Texts.of("ui.log.none"), Texts.of("ui.log.none.hint")));
        list.setCellFactory(view -> new LogCell(list, close));
        setCenter(list);
    }
}

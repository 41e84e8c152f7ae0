package dev.patchbay.ui.shell.document;

import atlantafx.base.theme.Styles;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.saved.KeptWork;
import dev.patchbay.workspace.saved.RecentFile;
import dev.patchbay.workspace.saved.SavedBase;
import dev.patchbay.workspace.saved.SavedFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What was opened lately, and above it work that is in no file: a click goes on with it. Takes no room while there is neither. */
public final class RecentList extends VBox {

    private static final int MOST_WORK = 3;
    private static final int MOST_FILES = 6;

    private final DocumentModel model;
    private final Consumer<RecentFile> open;
    private final Consumer<KeptWork> resume;

    public RecentList(DocumentModel model, Consumer<RecentFile> open, Consumer<KeptWork> resume) {
        this.model = model;
        this.open = open;
        this.resume = resume;
        setId("recent");
        getStyleClass().add("recent");
        model.recent().addListener((ListChangeListener<RecentFile>) change -> fill());
        model.left().addListener((ListChangeListener<KeptWork>) change -> fill());
        fill();
    }

    private void fill() {
        List<Node> rows = new ArrayList<>();
        if (!model.left().isEmpty()) {
            rows.add(heading("ui.recent.left"));
            model.left().stream().limit(MOST_WORK).map(this::row).forEach(rows::add);
        }
        if (!model.recent().isEmpty()) {
            rows.add(heading("ui.recent.files"));
            model.recent().stream().limit(MOST_FILES).map(this::row).forEach(rows::add);
        }
        getChildren().setAll(rows);
        setVisible(!rows.isEmpty());
        setManaged(!rows.isEmpty());
    }

    private static Label heading(String key) {
        Label heading = new Label(Texts.of(key));
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, "recent-heading");
        return heading;
    }

    private Node row(RecentFile file) {
        Icon icon = switch (file.kind()) {
            case WORKSPACE -> Icon.PATCH;
            case ADAPTER -> Icon.ADAPTER;
            case BASE -> Icon.BASE;
        };
        Path folder = file.path().getParent();
        Node row = row(
                icon, CheckpointName.of(file.path()), folder == null ? "" : folder.toString(), () -> open.accept(file),
                () -> model.forget(file));
        row.setId("recent-" + file.kind().name().toLowerCase(Locale.ROOT));
        return row;
    }

    private Node row(KeptWork work) {
        String name = work.document().map(CheckpointName::of)
                .or(() -> work.workspace().adapter().map(SavedFile::name))
                .or(() -> work.workspace().base().map(SavedBase::name))
                .orElseGet(() -> Texts.of("ui.recent.unnamed"));
        String when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.getDefault(Locale.Category.DISPLAY))
                .format(work.when().atZone(ZoneId.systemDefault()));
        String words = Texts.of(
                "ui.recent.work", Texts.counted("ui.count.rules", work.workspace().rules().entries().size()), when);
        Node row = row(Icon.RULES, name, words, () -> resume.accept(work), () -> model.forget(work));
        row.setId("recent-work");
        return row;
    }

    private static Node row(Icon icon, String name, String detail, Runnable action, Runnable remove) {
        Label title = new Label(name, icon.node());
        title.setMinWidth(USE_PREF_SIZE);
        Label more = new Label(detail);
        more.getStyleClass().add(Styles.TEXT_MUTED);
        more.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox words = new HBox(12, title, more);
        words.setAlignment(Pos.CENTER_LEFT);
        Button button = Buttons.text("", action);
        button.setGraphic(words);
        button.getStyleClass().addAll(Styles.FLAT, "recent-row");
        button.setAccessibleText(name + " " + detail);
        button.setTooltip(new Tooltip(detail));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(button, Priority.ALWAYS);
        Button forget = Buttons.icon(Icon.CANCEL, Texts.of("ui.recent.forget"), remove);
        forget.getStyleClass().add(Styles.SMALL);
        HBox row = new HBox(button, forget);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}

package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.shell.document.RecentList;
import dev.patchbay.ui.theme.AppIcon;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Shown while nothing is open: where to drop a file, and the demo. */
final class WelcomeView extends VBox {

    private static final double WIDTH = 720;
    private static final double PICTURE = 72;

    WelcomeView(ShellViewModel model, ShellActions actions) {
        setId("welcome");
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER);
        Label title = new Label(Texts.of("ui.welcome.title"));
        title.getStyleClass().addAll(Styles.TITLE_1);
        Label subtitle = new Label(Texts.of("ui.welcome.subtitle"));
        subtitle.getStyleClass().addAll("welcome-subtitle", Styles.TEXT_MUTED);
        ImageView picture = new ImageView(AppIcon.of(128));
        picture.setFitWidth(PICTURE);
        picture.setFitHeight(PICTURE);
        picture.setSmooth(true);
        VBox heading = new VBox(picture, title, subtitle);
        heading.getStyleClass().add("welcome-heading");
        heading.setAlignment(Pos.CENTER);
        VBox column = new VBox(heading, dropArea(model, actions), demo(actions), recent(model));
        column.getStyleClass().add("welcome-column");
        column.setMaxWidth(WIDTH);
        StackPane middle = new StackPane(column);
        ScrollPane scroll = new ScrollPane(middle); // a low window with recent files is not high enough
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("welcome-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        FxThread.later(() -> lookup("#open-demo").requestFocus()); // only works once the window is showing
    }

    private static Node recent(ShellViewModel model) {
        return new RecentList(model.document(), file -> {
            switch (file.kind()) {
                case BASE -> model.openBase(new BaseChoice.FromPath(file.path()));
                case ADAPTER, WORKSPACE -> model.open(file.path());
            }
        }, model::resume);
    }

    private static Node dropArea(ShellViewModel model, ShellActions actions) {
        Label words = new Label(Texts.of("ui.welcome.drop"));
        words.getStyleClass().add(Styles.TITLE_4);
        Label formats = new Label(Texts.of("ui.welcome.formats"));
        formats.getStyleClass().add(Styles.TEXT_MUTED);
        Button file = Buttons.text(Texts.of("ui.welcome.openFile"), actions::openFile);
        Button folder = Buttons.text(Texts.of("ui.welcome.openFolder"), actions::openFolder);
        file.setId("open-file");
        folder.setId("open-folder");
        LocalFilesButton places = LocalFilesButton.ofAdapters(model);
        places.setId("pick-adapter");
        HBox buttons = new HBox(file, folder, places);
        buttons.getStyleClass().add("buttons");
        buttons.setAlignment(Pos.CENTER);
        VBox area = new VBox(Icon.DROP_HERE.node("drop-icon"), words, formats, buttons);
        area.getStyleClass().add("drop-area");
        area.setAlignment(Pos.CENTER);
        return area;
    }

    private static Node demo(ShellActions actions) {
        Button open = Buttons.accent(Icon.PLAY, Texts.of("ui.welcome.demo"), actions::openDemo);
        open.setId("open-demo");
        open.setDefaultButton(true);
        open.setMinWidth(Region.USE_PREF_SIZE);
        Label title = new Label(Texts.of("ui.welcome.demo.title"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        Label words = new Label(Texts.of("ui.welcome.demo.words"));
        words.getStyleClass().add(Styles.TEXT_MUTED);
        words.setWrapText(true);
        VBox text = new VBox(title, words);
        text.getStyleClass().add("demo-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox card = new HBox(text, open);
        card.getStyleClass().add("demo-card");
        card.setAlignment(Pos.CENTER_LEFT);
        return card;
    }
}

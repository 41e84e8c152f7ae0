package dev.patchbay.ui.control;

import dev.patchbay.ui.fx.Texts;
import java.text.NumberFormat;
import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The row under the pictures: play, step, timeline, layout, zoom. */
final class PlayerControls extends HBox {

    private final NumberFormat rateFormat = NumberFormat.getNumberInstance(Locale.getDefault(Locale.Category.FORMAT));
    private final Playback playback;
    private final Slider timeline = new Slider(0, 1, 0);
    private final Label position = new Label();
    private final Node layouts;

    PlayerControls(Playback playback) {
        super(8);
        this.playback = playback;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("player-controls");
        layouts = layouts();
        Label rate = new Label();
        rate.setId("player-rate");
        rate.getStyleClass().add("text-muted");
        playback.frameCountProperty().subscribe(count -> rate.setText(rate()));
        playback.rateProperty().subscribe(value -> rate.setText(rate()));
        position.setId("player-position");
        position.setMinWidth(USE_PREF_SIZE);
        setUpTimeline();
        getChildren().addAll(
                button("player-back", Icon.FRAME_BACK, "player.back", () -> playback.step(-1)),
                playButton(),
                button("player-forward", Icon.FRAME_FORWARD, "player.forward", () -> playback.step(1)),
                timeline, position, rate, new Separator(Orientation.VERTICAL), layouts, zooms());
    }

    /** Shows the layout buttons only when there are two clips. */
    void setComparing(boolean comparing) {
        layouts.setDisable(!comparing);
    }

    private String rate() {
        return playback.frameCountProperty().get() == 0 ? "" : Texts.of("player.rate", rateFormat.format(playback.rateProperty().get()));
    }

    private void setUpTimeline() {
        timeline.setId("player-timeline");
        timeline.setAccessibleText(Texts.of("player.timeline"));
        timeline.setBlockIncrement(1);
        timeline.setMajorTickUnit(1);
        timeline.setMinorTickCount(0);
        timeline.setSnapToTicks(true);
        HBox.setHgrow(timeline, Priority.ALWAYS);
        playback.frameCountProperty().subscribe(count -> timeline.setMax(Math.max(1, count.intValue() - 1)));
        playback.frameProperty().subscribe(frame -> timeline.setValue(frame.intValue()));
        timeline.valueProperty().subscribe(value -> {
            int index = (int) Math.round(value.doubleValue());
            if (index != playback.frameProperty().get()) {
                playback.goTo(index);
            }
        });
        playback.frameProperty().subscribe(frame -> showPosition());
        playback.frameCountProperty().subscribe(count -> showPosition());
    }

    private void showPosition() {
        int count = playback.frameCountProperty().get();
        position.setText(count == 0 ? "" : Texts.of("player.position", playback.frameProperty().get() + 1, count));
    }

    private Button playButton() {
        Button play = button("player-play", Icon.PLAY, "player.play", playback::togglePlaying);
        playback.playingProperty().subscribe(playing -> {
            play.setGraphic((playing ? Icon.PAUSE : Icon.PLAY).node());
            name(play, playing ? "player.pause" : "player.play");
        });
        return play;
    }

    private Node layouts() {
        SegmentedChoice<ComparisonLayout> layouts = new SegmentedChoice<>(playback.layoutProperty());
        layouts.add(ComparisonLayout.SIDE_BY_SIDE, toggle("player-side-by-side", Icon.SIDE_BY_SIDE, "player.sideBySide"));
        layouts.add(ComparisonLayout.WIPE, toggle("player-wipe-layout", Icon.WIPE, "player.wipe"));
        return layouts;
    }

    private Node zooms() {
        SegmentedChoice<Zoom> zooms = new SegmentedChoice<>(playback.zoomProperty());
        for (Zoom zoom : Zoom.values()) {
            ToggleButton button = new ToggleButton(Texts.of(zoom == Zoom.FIT ? "player.fit" : "player.times", zoom.factor()));
            button.setId("player-zoom-" + zoom.factor());
            button.setTooltip(new Tooltip(Texts.of("player.zoomKey", zoom.factor())));
            zooms.add(zoom, button);
        }
        return zooms;
    }

    private static ToggleButton toggle(String id, Icon icon, String key) {
        ToggleButton toggle = new ToggleButton(null, icon.node());
        toggle.setId(id);
        name(toggle, key);
        return toggle;
    }

    private static Button button(String id, Icon icon, String key, Runnable action) {
        Button button = Buttons.icon(icon, Texts.of(key), action);
        button.setId(id);
        button.setFocusTraversable(true);
        return button;
    }

    private static void name(ButtonBase button, String key) {
        String text = Texts.of(key);
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
    }
}

package dev.patchbay.ui.control;

import dev.patchbay.generation.Clip;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Plays one clip, or two in sync: without and with adapters, side by side or under a wipe handle, looping at the clip's rate.
 *
 * <p>Keys: Space plays and pauses, Left and Right step by a frame, Home and End go to the first and last, W switches the layout, Shift
 * with Left and Right moves the wipe handle, 0 fits the picture to the view, 1, 2 and 4 zoom. The clock runs only while the player is in
 * a showing window.
 */
public final class VideoPlayer extends BorderPane {

    private static final double WIPE_STEP = 0.02;

    private final Playback playback = new Playback();
    private final PlayerStage stage = new PlayerStage(playback);
    private final PlayerControls controls = new PlayerControls(playback);
    private final ScrollPane scroll = new ScrollPane(stage);
    private final AnimationTimer clock;
    private final BooleanProperty watched = new SimpleBooleanProperty(true);
    private final ObservableValue<Boolean> showing =
            sceneProperty().flatMap(scene -> scene.windowProperty()).flatMap(Window::showingProperty).orElse(false);

    public VideoPlayer() {
        this(Frames::new);
    }

    /**
     * @param clock makes the timer that delivers times in nanoseconds while it runs: the JavaFX pulse, or one under the control of a test
     */
    VideoPlayer(Function<LongConsumer, AnimationTimer> clock) {
        this.clock = clock.apply(playback::tick);
        getStyleClass().add("video-player");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setPannable(false);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);
        setBottom(controls);
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        scroll.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> requestFocus());
        showing.subscribe(shows -> windOrRest());
        watched.subscribe(watches -> windOrRest());
        playback.playingProperty().subscribe(plays -> windOrRest());
        playback.frameProperty().subscribe(frame -> describe());
        show(Optional.empty(), Optional.empty());
    }

    /**
     * Shows and plays these clips. If they are as long as the ones before, as after a change of strength, frame and play state are kept.
     */
    public void show(Optional<Clip> without, Optional<Clip> with) {
        show(without, with, false);
    }

    /** Shows the clip without adapters and reserves space beside it for the one with them. */
    public void showFirst(Clip without) {
        show(Optional.of(without), Optional.empty(), true);
    }

    /** Shows the clip without adapters as it becomes; {@code awaited} reserves space beside it for the one with them. */
    public void showComing(CoarseClip without, boolean awaited) {
        show(new CoarseFrames(without), null, awaited, without.frames(), without.framesPerSecond());
    }

    /** Shows the clip with adapters as it becomes, beside the finished one without. */
    public void showComing(Clip without, CoarseClip with) {
        show(frames(without), new CoarseFrames(with), false, Math.max(without.frameCount(), with.frames()), with.framesPerSecond());
    }

    private void show(Optional<Clip> without, Optional<Clip> with, boolean awaited) {
        int frames = Math.max(without.map(Clip::frameCount).orElse(0), with.map(Clip::frameCount).orElse(0));
        double rate = with.or(() -> without).map(Clip::framesPerSecond).orElse(1.0);
        show(without.map(this::frames).orElse(null), with.map(this::frames).orElse(null), awaited, frames, rate);
    }

    /** Frames of a clip that is shown already are not made again. */
    private ClipFrames frames(Clip clip) {
        return stage.pictures().stream()
                .flatMap(shown -> shown instanceof ClipFrames frames && frames.isOf(clip) ? Stream.of(frames) : Stream.empty())
                .findFirst()
                .orElseGet(() -> new ClipFrames(clip));
    }

    private void show(@Nullable MovingPicture without, @Nullable MovingPicture with, boolean awaited, int frames, double rate) {
        stage.show(without, with, awaited);
        if (frames != playback.frameCountProperty().get() || rate != playback.rateProperty().get()) {
            playback.load(frames, rate);
            playback.playingProperty().set(frames > 1);
        }
        controls.setDisable(frames == 0);
        controls.setComparing(stage.comparesTwo());
        describe();
    }

    /** What the first clip is called from the next clips on; the usual words if it is empty. */
    public StringProperty withoutCaptionProperty() {
        return stage.withoutCaptionProperty();
    }

    /** What the second clip is called; the usual words if it is empty. */
    public StringProperty withCaptionProperty() {
        return stage.withCaptionProperty();
    }

    /** The playback state; it may be changed from outside. */
    public Playback playback() {
        return playback;
    }

    /** Set to false while another place covers this one: a node in the scene graph cannot detect that by itself. Stops the clock. */
    public BooleanProperty watchedProperty() {
        return watched;
    }

    @Override
    public String getUserAgentStylesheet() {
        return String.valueOf(VideoPlayer.class.getResource("/dev/patchbay/theme/player.css"));
    }

    private void windOrRest() {
        playback.rest();
        if (showing.getValue() && watched.get() && playback.playingProperty().get()) {
            clock.start();
        } else {
            clock.stop();
        }
    }

    private void describe() {
        String key = stage.comparesTwo() ? "player.showsTwo" : "player.showsOne";
        setAccessibleText(Texts.of(key, playback.frameProperty().get() + 1, playback.frameCountProperty().get()));
    }

    private void onKey(KeyEvent event) {
        boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        if (plain && (event.isShiftDown() ? moveWipe(event) : act(event))) {
            event.consume();
        }
    }

    private boolean moveWipe(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> playback.moveWipe(-WIPE_STEP);
            case RIGHT -> playback.moveWipe(WIPE_STEP);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean act(KeyEvent event) {
        switch (event.getCode()) {
            case SPACE -> playback.togglePlaying();
            case LEFT -> playback.step(-1);
            case RIGHT -> playback.step(1);
            case HOME -> playback.goTo(0);
            case END -> playback.goTo(Integer.MAX_VALUE);
            case W -> playback.toggleLayout();
            case DIGIT0, NUMPAD0 -> playback.zoomProperty().set(Zoom.FIT);
            case DIGIT1, NUMPAD1 -> playback.zoomProperty().set(Zoom.ACTUAL);
            case DIGIT2, NUMPAD2 -> playback.zoomProperty().set(Zoom.DOUBLE);
            case DIGIT4, NUMPAD4 -> playback.zoomProperty().set(Zoom.QUADRUPLE);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Delivers the time of every JavaFX pulse. */
    private static final class Frames extends AnimationTimer {

        private final LongConsumer told;

        Frames(LongConsumer told) {
            this.told = told;
        }

        @Override
        public void handle(long now) {
            told.accept(now);
        }
    }
}

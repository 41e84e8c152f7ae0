package dev.patchbay.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.Clip;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.Screenshots;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.WindowTest;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.video.MovingSquare;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@WindowTest
class VideoPlayerTest {

    private static final int RED = 0xe02020;
    private static final int GREEN = 0x20c040;

    private final Clip without = MovingSquare.clip(64, 64, 17, 8, RED, 0x101060, 24);
    private final Clip with = MovingSquare.clip(64, 64, 17, 8, GREEN, 0x101060, 24);
    private ManualTimer clock;
    private VideoPlayer player;
    private Stage stage;
    private StackPane root;

    @Start
    void start(Stage primary) {
        player = new VideoPlayer(told -> clock = new ManualTimer(told));
        root = new StackPane(player);
        stage = primary;
        ThemedStage.show(stage, root, Appearance.LIGHT);
        player.show(Optional.of(without), Optional.of(with));
        player.requestFocus();
    }

    /** Time passes when the test says so, and only while the player has the timer run. */
    private static final class ManualTimer extends AnimationTimer {

        private final LongConsumer told;
        private boolean running;
        private long now;

        ManualTimer(LongConsumer told) {
            this.told = told;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public void handle(long nanoseconds) {
            now = nanoseconds;
            if (running) {
                told.accept(now);
            }
        }
    }

    /** Lets a second pass, which is eight frames. */
    private void letASecondPass(FxRobot robot) {
        robot.interact(() -> {
            clock.handle(clock.now);
            clock.handle(clock.now + TimeUnit.SECONDS.toNanos(1));
        });
    }

    @Test
    void playsBothInStepAsSoonAsTheyAreShown(FxRobot robot) throws Exception {
        assertThat(player.playback().playingProperty().get()).isTrue();
        letASecondPass(robot);
        assertThat(player.playback().frameProperty().get()).isEqualTo(8);
        assertThat(robot.lookup("#player-rate").queryLabeled().getText()).isEqualTo("8 fps");
        robot.interact(() -> player.playback().goTo(16));
        Screenshots.take(stage.getScene(), "preview-player-side-by-side");
        assertThat(colourAt("#player-picture-without", 56, 30)).isEqualTo(RED);
        assertThat(colourAt("#player-picture-with", 56, 30)).isEqualTo(GREEN);
        assertThat(colourAt("#player-picture-with", 4, 30)).isEqualTo(0x101060);
    }

    @Test
    void theClockStandsStillWhileAnotherPlaceCoversIt(FxRobot robot) {
        robot.interact(() -> player.watchedProperty().set(false));
        letASecondPass(robot);
        assertThat(player.playback().frameProperty().get()).isZero();
        robot.interact(() -> player.watchedProperty().set(true));
        letASecondPass(robot);
        assertThat(player.playback().frameProperty().get()).isEqualTo(8);
    }

    @Test
    void spacePausesAndArrowsStep(FxRobot robot) {
        robot.push(KeyCode.SPACE);
        assertThat(player.playback().playingProperty().get()).isFalse();
        robot.push(KeyCode.HOME).push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.LEFT);
        assertThat(player.playback().frameProperty().get()).isEqualTo(1);
        assertThat(robot.lookup("#player-position").queryLabeled().getText()).isEqualTo("2 / 17");
        assertThat(player.getAccessibleText()).isEqualTo("Video without the adapter beside video with it, frame 2 of 17");
        robot.push(KeyCode.END);
        assertThat(player.playback().frameProperty().get()).isEqualTo(16);
        robot.push(KeyCode.SPACE);
        assertThat(player.playback().playingProperty().get()).isTrue();
    }

    @Test
    void theWipeHandleIsDraggedAndPartsThePictures(FxRobot robot) throws Exception {
        robot.push(KeyCode.W);
        robot.interact(() -> player.playback().goTo(8));
        dragWipeTo(robot, 0.75);
        assertThat(player.playback().wipeProperty().get()).isBetween(0.74, 0.76);
        Screenshots.take(stage.getScene(), "preview-player-wipe");
        assertThat(colourAt("#player-picture-with", 30, 30)).isEqualTo(RED);
        dragWipeTo(robot, 0.25);
        assertThat(colourAt("#player-picture-with", 30, 30)).isEqualTo(GREEN);
    }

    @Test
    void theWipeHandleMovesByKeysToo(FxRobot robot) {
        robot.clickOn("#player-wipe-layout");
        robot.interact(() -> robot.lookup("#player-wipe").query().requestFocus());
        robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT);
        assertThat(player.playback().wipeProperty().get()).isBetween(0.539, 0.541);
        robot.push(KeyCode.HOME);
        assertThat(player.playback().wipeProperty().get()).isZero();
        robot.interact(() -> player.requestFocus());
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(player.playback().wipeProperty().get()).isBetween(0.019, 0.021);
        assertThat(player.playback().playingProperty().get()).isTrue();
    }

    @Test
    void aNewClipOfTheSameLengthGoesOnWhereTheOldOneStood(FxRobot robot) {
        robot.interact(() -> player.playback().goTo(7));
        robot.interact(() -> player.show(Optional.of(with), Optional.of(without)));
        assertThat(player.playback().frameProperty().get()).isEqualTo(7);
        assertThat(player.playback().playingProperty().get()).isFalse();
        assertThat(colourAt("#player-picture-with", 7 * 3 + 8, 30)).isEqualTo(RED);
        robot.interact(() -> player.show(Optional.of(MovingSquare.clip(64, 64, 9, 8, RED, 0, 0)), Optional.empty()));
        assertThat(player.playback().frameProperty().get()).isZero();
        assertThat(player.playback().playingProperty().get()).isTrue();
    }

    @Test
    void zoomShowsWholePixels(FxRobot robot) {
        ImageView picture = robot.lookup("#player-picture-with").queryAs(ImageView.class);
        assertThat(picture.getFitWidth() % 64).as("fit takes a whole factor").isZero();
        assertThat(picture.getFitWidth()).isEqualTo(640);
        robot.push(KeyCode.DIGIT2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(picture.getFitWidth()).isEqualTo(128);
        robot.clickOn("#player-zoom-1");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(picture.getFitWidth()).isEqualTo(64);
    }

    @Test
    void smallClipsKeepHardEdgesWhenEnlarged(FxRobot robot) {
        robot.interact(() -> player.playback().goTo(0));
        WritableImage scene = Screenshots.of(stage.getScene());
        Bounds picture = sceneBounds("#player-picture-without");
        double pixel = picture.getWidth() / 64;
        int y = (int) picture.getCenterY();
        int edge = (int) (picture.getMinX() + 16 * pixel);
        assertThat(scene.getPixelReader().getArgb(edge - 1, y) & 0xffffff).isEqualTo(RED);
        assertThat(scene.getPixelReader().getArgb(edge, y) & 0xffffff).isEqualTo(0x101060);
    }

    @Test
    void aSingleClipHasNoLayoutToChoose(FxRobot robot) throws Exception {
        robot.interact(() -> player.show(Optional.of(without), Optional.empty()));
        robot.push(KeyCode.W);
        assertThat(robot.lookup("#player-side-by-side").query().isDisabled()).isTrue();
        assertThat(robot.lookup("#player-wipe").query().isVisible()).isFalse();
        assertThat(robot.lookup("#player-with").query().isVisible()).isFalse();
        Screenshots.take(stage.getScene(), "preview-player-single");
    }

    @Test
    void largerClipsThanTheRoomCanBeScrolled(FxRobot robot) {
        Clip large = MovingSquare.clip(720, 480, 2, 8, RED, 0, 100);
        robot.interact(() -> {
            player.show(Optional.of(large), Optional.of(large));
            player.playback().zoomProperty().set(Zoom.ACTUAL);
        });
        WaitForAsyncUtils.waitForFxEvents();
        ScrollPane scroll = (ScrollPane) robot.lookup(".video-player > .scroll-pane").query();
        assertThat(scroll.getContent().getLayoutBounds().getWidth()).isGreaterThan(1440);
        robot.interact(() -> player.playback().zoomProperty().set(Zoom.FIT));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(scroll.getContent().getLayoutBounds().getWidth()).isLessThanOrEqualTo(1440);
    }

    @Test
    void theClockStandsStillWhileNobodyLooks(FxRobot robot) {
        letASecondPass(robot);
        robot.interact(() -> root.getChildren().clear());
        letASecondPass(robot);
        assertThat(player.playback().frameProperty().get()).isEqualTo(8);
        robot.interact(() -> root.getChildren().add(player));
        letASecondPass(robot);
        assertThat(player.playback().frameProperty().get()).isEqualTo(16);
    }

    @Test
    void looksGoodInTheDarkToo(FxRobot robot) throws Exception {
        robot.interact(() -> ThemedStage.show(stage, new StackPane(player), Appearance.DARK));
        robot.push(KeyCode.W);
        robot.interact(() -> player.playback().goTo(8));
        Screenshots.take(stage.getScene(), "preview-player-dark");
        assertThat(colourAt("#player-picture-with", 2, 2)).isEqualTo(0x101060);
    }

    private static void dragWipeTo(FxRobot robot, double share) {
        Node shown = robot.lookup("#player-picture-with").query();
        Bounds picture = shown.localToScreen(shown.getBoundsInLocal());
        robot.drag("#player-wipe", MouseButton.PRIMARY)
                .dropTo(new Point2D(picture.getMinX() + picture.getWidth() * share, picture.getCenterY()));
    }

    /** Colour that the window shows at a pixel of a picture's clip. */
    private int colourAt(String picture, int x, int y) {
        WritableImage scene = Screenshots.of(stage.getScene());
        Bounds bounds = sceneBounds(picture);
        double pixel = bounds.getWidth() / 64;
        int sceneX = (int) (bounds.getMinX() + (x + 0.5) * pixel);
        int sceneY = (int) (bounds.getMinY() + (y + 0.5) * pixel);
        return scene.getPixelReader().getArgb(sceneX, sceneY) & 0xffffff;
    }

    private Bounds sceneBounds(String id) {
        Node node = stage.getScene().lookup(id);
        return FxWait.get(() -> node.localToScene(new BoundingBox(
                0, 0, ((ImageView) node).getFitWidth(), ((ImageView) node).getFitHeight())));
    }
}

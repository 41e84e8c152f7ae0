package dev.patchbay.ui.control;

import dev.patchbay.ui.fx.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The image area of a {@link VideoPlayer}: one clip, two side by side, or two under a wipe handle, with a caption above each. */
final class PlayerStage extends Region {

    /** Clips up to this width are scaled up without smoothing, so that pixels stay squares; larger ones are smoothed. */
    private static final int SMALL = 256;

    private static final double GAP = 16;
    private static final double CAPTION = 26;

    private final Playback playback;
    private final ImageView withoutView = new ImageView();
    private final ImageView withView = new ImageView();
    private final StringProperty withoutName = new SimpleStringProperty("");
    private final Label withoutCaption = caption("player-without", "player.without");
    private final Label withCaption = caption("player-with", "player.with");
    private final Rectangle wipeClip = new Rectangle();
    private final WipeHandle handle;
    private final Region awaited = new Region();
    private @Nullable MovingPicture without;
    private @Nullable MovingPicture with;
    private final StringProperty withName = new SimpleStringProperty("");
    private boolean awaitsWith;

    PlayerStage(Playback playback) {
        this.playback = playback;
        this.handle = new WipeHandle(playback);
        setId("player-stage");
        getStyleClass().add("player-stage");
        withoutView.setId("player-picture-without");
        withView.setId("player-picture-with");
        awaited.setId("player-awaited");
        awaited.getStyleClass().add("player-awaited");
        getChildren().addAll(awaited, withView, withoutView, withoutCaption, withCaption, handle);
        withName.subscribe(name -> arrange());
        playback.frameProperty().subscribe(frame -> showFrame());
        playback.layoutProperty().subscribe(layout -> arrange());
        playback.zoomProperty().subscribe(zoom -> arrange());
        playback.wipeProperty().subscribe(wipe -> requestLayout());
        handle.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> handle.requestFocus());
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragWipe);
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::dragWipe);
    }

    /**
     * @param awaited whether a clip with adapters is being made: its space is reserved, so that the layout does not jump when it arrives
     */
    void show(@Nullable MovingPicture newWithout, @Nullable MovingPicture newWith, boolean awaited) {
        awaitsWith = awaited && newWithout != null && newWith == null;
        without = newWithout;
        with = newWith;
        showFrame();
        arrange();
    }

    private void showFrame() {
        pictures().forEach(frames -> frames.show(playback.frameProperty().get()));
    }

    boolean comparesTwo() {
        return without != null && with != null;
    }

    private boolean isWipe() {
        return comparesTwo() && playback.layoutProperty().get() == ComparisonLayout.WIPE;
    }

    StringProperty withoutCaptionProperty() {
        return withoutName;
    }

    StringProperty withCaptionProperty() {
        return withName;
    }

    private void arrange() {
        String name = withName.get().isEmpty() ? Texts.of("player.with") : withName.get();
        String first = withoutName.get().isEmpty() ? Texts.of("player.without") : withoutName.get();
        withoutCaption.setText(caption(first, without));
        withCaption.setText(caption(name, with));
        withoutView.setVisible(without != null);
        withoutCaption.setVisible(without != null);
        withView.setVisible(with != null);
        withCaption.setVisible(with != null || awaitsWith);
        awaited.setVisible(awaitsWith);
        handle.setVisible(isWipe());
        withoutView.setClip(isWipe() ? wipeClip : null);
        requestLayout();
    }

    private void dragWipe(MouseEvent event) {
        double width = withView.getFitWidth();
        if (isWipe() && event.isPrimaryButtonDown() && width > 0) {
            playback.wipeProperty().set(Math.clamp((event.getX() - withView.getLayoutX()) / width, 0, 1));
        }
    }

    List<MovingPicture> pictures() {
        return Stream.of(Optional.ofNullable(without), Optional.ofNullable(with)).flatMap(Optional::stream).toList();
    }

    private double clipWidth() {
        double widest = pictures().stream().mapToDouble(frames -> frames.width()).max().orElse(0);
        if (isWipe()) {
            return widest;
        }
        return awaitsWith ? 2 * widest : pictures().stream().mapToDouble(frames -> frames.width()).sum();
    }

    private double clipHeight() {
        return pictures().stream().mapToDouble(frames -> frames.height()).max().orElse(0);
    }

    private double gaps() {
        return (comparesTwo() && !isWipe()) || awaitsWith ? GAP : 0;
    }

    private double scale() {
        int chosen = playback.zoomProperty().get().factor();
        if (chosen > 0 || clipWidth() == 0) {
            return Math.max(1, chosen);
        }
        double fit = Math.min((getWidth() - gaps() - 2 * GAP) / clipWidth(), (getHeight() - CAPTION - 2 * GAP) / clipHeight());
        return Math.max(0.05, isSmall() && fit >= 1 ? Math.floor(fit) : fit);
    }

    private boolean isSmall() {
        return pictures().stream().allMatch(frames -> frames.width() <= SMALL);
    }

    @Override
    protected double computeMinWidth(double height) {
        return clipWidth() * playback.zoomProperty().get().factor() + gaps() + 2 * GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return clipHeight() * playback.zoomProperty().get().factor() + CAPTION + 2 * GAP;
    }

    @Override
    protected void layoutChildren() {
        double scale = scale();
        int enlarged = isSmall() ? Math.max(1, (int) scale) : 1;
        pictures().forEach(frames -> frames.enlarge(enlarged));
        double width = clipWidth() * scale + gaps();
        double height = clipHeight() * scale;
        double left = Math.floor((getWidth() - width) / 2);
        double top = Math.floor((getHeight() - height - CAPTION) / 2) + CAPTION;
        place(withoutView, without, left, top, scale);
        double second = without == null || isWipe() ? left : left + withoutView.getFitWidth() + gaps();
        place(withView, with, second, top, scale);
        awaited.resizeRelocate(second, top, withoutView.getFitWidth(), height);
        placeCaptions(left, second, top - CAPTION, width);
        double parting = Math.round(width * playback.wipeProperty().get());
        wipeClip.setWidth(parting);
        wipeClip.setHeight(height);
        handle.resizeRelocate(left + parting - WipeHandle.WIDTH / 2, top, WipeHandle.WIDTH, height);
    }

    /** In wipe layout each caption is kept within its own half, however narrow that is. */
    private void placeCaptions(double left, double second, double top, double width) {
        double middle = left + width / 2;
        double withoutLeft = isWipe() ? Math.min(left, middle - GAP / 2 - withoutCaption.prefWidth(-1)) : left;
        double withLeft = isWipe() ? Math.max(left + width - withCaption.prefWidth(-1), middle + GAP / 2) : second;
        withoutCaption.resizeRelocate(Math.round(withoutLeft), top, withoutCaption.prefWidth(-1), CAPTION);
        withCaption.resizeRelocate(Math.round(withLeft), top, withCaption.prefWidth(-1), CAPTION);
    }

    private static void place(ImageView view, @Nullable MovingPicture frames, double x, double y, double scale) {
        view.setImage(frames == null ? null : frames.image());
        view.setFitWidth(frames == null ? 0 : frames.width() * scale);
        view.setFitHeight(frames == null ? 0 : frames.height() * scale);
        view.relocate(x, y);
    }

    private static String caption(String name, @Nullable MovingPicture frames) {
        return frames instanceof CoarseFrames ? Texts.of("player.coarse", name) : name;
    }

    private static Label caption(String id, String key) {
        Label label = new Label(Texts.of(key));
        label.setId(id);
        label.getStyleClass().add("player-caption");
        return label;
    }
}

package dev.patchbay.ui.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Playback state of a {@link VideoPlayer}: current frame, rate, layout, zoom and wipe position. Holds no images. */
public final class Playback {

    private static final double NANOS = 1e9;

    private final BooleanProperty playing = new SimpleBooleanProperty(false);
    private final IntegerProperty frame = new SimpleIntegerProperty(0);
    private final ReadOnlyIntegerWrapper frameCount = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyDoubleWrapper rate = new ReadOnlyDoubleWrapper(1);
    private final ObjectProperty<ComparisonLayout> layout = new SimpleObjectProperty<>(ComparisonLayout.SIDE_BY_SIDE);
    private final ObjectProperty<Zoom> zoom = new SimpleObjectProperty<>(Zoom.FIT);
    private final DoubleProperty wipe = new SimpleDoubleProperty(0.5);
    private long lastTick = -1;
    private double sinceFrame;

    /**
     * Resets to the first frame of clips of this length (frames) and rate (frames per second); layout, zoom and wipe position are kept.
     */
    void load(int frames, double framesPerSecond) {
        frameCount.set(frames);
        rate.set(framesPerSecond);
        frame.set(0);
        rest();
    }

    /** Advances by as many frames as the elapsed time covers, looping at the end. */
    void tick(long nanoTime) {
        if (!playing.get() || frameCount.get() == 0) {
            lastTick = -1;
            return;
        }
        if (lastTick >= 0) {
            sinceFrame += (nanoTime - lastTick) / NANOS * rate.get();
            int whole = (int) sinceFrame;
            if (whole > 0) {
                sinceFrame -= whole;
                frame.set(Math.floorMod(frame.get() + whole, frameCount.get()));
            }
        }
        lastTick = nanoTime;
    }

    /** Discards the time since the last tick, after the clock was stopped. */
    void rest() {
        lastTick = -1;
        sinceFrame = 0;
    }

    public void togglePlaying() {
        playing.set(!playing.get());
    }

    /** Pauses and moves by {@code by} frames, negative for backwards, wrapping at both ends. */
    public void step(int by) {
        goTo(frameCount.get() == 0 ? 0 : Math.floorMod(frame.get() + by, frameCount.get()));
    }

    /** Pauses at a frame, counted from 0; the index is clamped to the clip. */
    public void goTo(int index) {
        playing.set(false);
        rest();
        frame.set(Math.clamp(index, 0, Math.max(0, frameCount.get() - 1)));
    }

    /** Moves the wipe handle by a fraction of the width. */
    public void moveWipe(double by) {
        wipe.set(Math.clamp(wipe.get() + by, 0, 1));
    }

    public void toggleLayout() {
        layout.set(layout.get() == ComparisonLayout.WIPE ? ComparisonLayout.SIDE_BY_SIDE : ComparisonLayout.WIPE);
    }

    public BooleanProperty playingProperty() {
        return playing;
    }

    /** Current frame, from 0. */
    public IntegerProperty frameProperty() {
        return frame;
    }

    public ReadOnlyIntegerProperty frameCountProperty() {
        return frameCount.getReadOnlyProperty();
    }

    /** Frames per second of the clips. */
    public ReadOnlyDoubleProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    public ObjectProperty<ComparisonLayout> layoutProperty() {
        return layout;
    }

    public ObjectProperty<Zoom> zoomProperty() {
        return zoom;
    }

    /** Fraction of the width, from the left, that shows the clip without adapters: 0 to 1. */
    public DoubleProperty wipeProperty() {
        return wipe;
    }
}

package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Two clips side by side as one clip, for sharing a comparison. */
public final class SideBySide {

    /** Width of the white gap in pixels. */
    public static final int GAP = 4;

    private SideBySide() {}

    /**
     * {@code left} and {@code right} side by side, as long as the shorter one, at the frame rate of the left one, without latents.
     *
     * @throws IllegalArgumentException if their heights differ
     */
    public static Clip of(Clip left, Clip right) {
        if (left.height() != right.height()) {
            throw new IllegalArgumentException("heights " + left.height() + " and " + right.height());
        }
        int frames = Math.min(left.frameCount(), right.frameCount());
        int width = left.width() + GAP + right.width();
        float[] joined = new float[Math.multiplyExact(frames * 3 * left.height(), width)];
        Arrays.fill(joined, 1f);
        for (int row = 0; row < frames * 3 * left.height(); row++) {
            System.arraycopy(left.frames(), row * left.width(), joined, row * width, left.width());
            System.arraycopy(right.frames(), row * right.width(), joined, row * width + left.width() + GAP, right.width());
        }
        return new Clip(
                joined,
                Shape.of(frames, 3, left.height(), width),
                List.of(),
                left.latentShape(),
                left.framesPerSecond(),
                left.seconds(),
                Stream.concat(left.warnings().stream(), right.warnings().stream()).distinct().toList());
    }
}

package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Clips of one size as one clip, in a grid that is as wide as it is high or one wider, row by row. */
public final class ContactSheet {

    private ContactSheet() {}

    /** Columns of the grid for so many clips. */
    public static int columns(int clips) {
        return (int) Math.ceil(Math.sqrt(clips));
    }

    /**
     * All clips at once, as long as the shortest, at the frame rate of the first, without latents; white between them.
     *
     * @param clips at least one, all of one height and width
     * @throws IllegalArgumentException if their sizes differ
     */
    public static Clip of(List<Clip> clips) {
        Clip first = clips.getFirst();
        if (clips.stream().anyMatch(clip -> clip.height() != first.height() || clip.width() != first.width())) {
            throw new IllegalArgumentException("clips of several sizes");
        }
        int columns = columns(clips.size());
        int rows = Math.ceilDiv(clips.size(), columns);
        int frames = clips.stream().mapToInt(Clip::frameCount).min().orElseThrow();
        // Encoders of video want even sizes; the gap is even, and models' sizes are.
        int width = columns * (first.width() + SideBySide.GAP) - SideBySide.GAP;
        int height = rows * (first.height() + SideBySide.GAP) - SideBySide.GAP;
        float[] joined = new float[Math.multiplyExact(Math.multiplyExact(frames * 3, height), width)];
        Arrays.fill(joined, 1f);
        for (int cell = 0; cell < clips.size(); cell++) {
            int left = cell % columns * (first.width() + SideBySide.GAP);
            int top = cell / columns * (first.height() + SideBySide.GAP);
            for (int plane = 0; plane < frames * 3; plane++) {
                copy(clips.get(cell), plane, joined, (plane * height + top) * width + left, width);
            }
        }
        List<Message> warnings = clips.stream().flatMap(clip -> clip.warnings().stream()).distinct().toList();
        return new Clip(
                joined, Shape.of(frames, 3, height, width), List.of(), first.latentShape(), first.framesPerSecond(), first.seconds(),
                warnings);
    }

    private static void copy(Clip clip, int plane, float[] joined, int at, int width) {
        for (int row = 0; row < clip.height(); row++) {
            System.arraycopy(clip.frames(), (plane * clip.height() + row) * clip.width(), joined, at + row * width, clip.width());
        }
    }
}

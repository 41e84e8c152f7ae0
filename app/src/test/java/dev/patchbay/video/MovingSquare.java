package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Clips for tests: a coloured square drifting right over a plain background. */
public final class MovingSquare {

    private MovingSquare() {}

    /**
     * @param square {@code 0xRRGGBB}
     * @param background {@code 0xRRGGBB}
     * @param top first row of the square, a quarter of the height wide
     */
    public static Clip clip(int width, int height, int frames, double rate, int square, int background, int top) {
        float[] values = new float[frames * 3 * width * height];
        int side = Math.max(1, height / 4);
        for (int f = 0; f < frames; f++) {
            int left = frames == 1 ? 0 : f * (width - side) / (frames - 1);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    boolean inside = x >= left && x < left + side && y >= top && y < top + side;
                    set(values, f, y * width + x, width * height, inside ? square : background);
                }
            }
        }
        List<float[]> latents = new ArrayList<>();
        for (int step = 0; step < 2; step++) {
            latents.add(new float[] {step, step + 0.5f, -step, 1f});
        }
        Clip.Seconds seconds = new Clip.Seconds(0.1, List.of(0.2, 0.2), 0.3);
        return new Clip(values, Shape.of(frames, 3, height, width), latents, Shape.of(1, 1, 4, 1, 1), rate, seconds, List.of());
    }

    /** A red square on navy, 64×64, 17 frames at 8 a second: as large as the demo's clips. */
    public static Clip demoSized() {
        return clip(64, 64, 17, 8, 0xe02020, 0x101060, 24);
    }

    private static void set(float[] values, int frame, int pixel, int plane, int rgb) {
        int at = frame * 3 * plane + pixel;
        values[at] = (rgb >> 16 & 0xff) / 255f;
        values[at + plane] = (rgb >> 8 & 0xff) / 255f;
        values[at + 2 * plane] = (rgb & 0xff) / 255f;
    }
}

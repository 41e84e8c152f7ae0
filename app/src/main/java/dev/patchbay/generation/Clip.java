package dev.patchbay.generation;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.List;

/**
 * A finished clip.
 *
 * @param frames {@code [N, 3, H, W]} row-major: red, green and blue planes, values in 0..1
 * @param shape of {@code frames}
 * @param latents after each denoising step, each of {@code latentShape}
 * @param latentShape {@code [1, F, C, h, w]}
 * @param framesPerSecond playback rate
 * @param seconds time taken by each stage
 * @param warnings what of the adapters was not played
 */
public record Clip(float[] frames, Shape shape, List<float[]> latents, Shape latentShape, double framesPerSecond, Seconds seconds,
        List<Message> warnings) {

    public Clip {
        warnings = List.copyOf(warnings);
        latents = List.copyOf(latents);
    }

    public int frameCount() {
        return (int) shape.size(0);
    }

    public int height() {
        return (int) shape.size(2);
    }

    public int width() {
        return (int) shape.size(3);
    }

    /** Pixel as {@code 0xffRRGGBB}; values outside 0..1 are clamped. */
    public int argb(int frame, int x, int y) {
        int plane = height() * width();
        int at = frame * 3 * plane + y * width() + x;
        return 0xff000000 | channel(at) << 16 | channel(at + plane) << 8 | channel(at + 2 * plane);
    }

    /** Converts a value to a byte as diffusers does: rounded to the nearest of 256 levels. */
    private int channel(int at) {
        return Math.round(Math.clamp(frames[at], 0f, 1f) * 255f);
    }

    /**
     * @param text encoding the prompt
     * @param denoisePerStep one value for each step
     * @param decode decoding latents to pixels
     */
    public record Seconds(double text, List<Double> denoisePerStep, double decode) {}
}

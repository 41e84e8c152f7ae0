package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import java.util.List;

/** Where two clips of one size differ, as a clip. */
public final class Difference {

    private Difference() {}

    /**
     * The difference of each colour, away from grey: brighter where the second clip is, as long as the shorter one.
     *
     * @param gain what differences are multiplied by
     * @throws IllegalArgumentException if the sizes differ
     */
    public static Clip amplified(Clip first, Clip second, double gain) {
        float[] values = new float[length(first, second)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.clamp(0.5 + gain * (second.frames()[i] - first.frames()[i]) / 2, 0, 1);
        }
        return clip(first, second, values);
    }

    /**
     * How much each pixel differs, all colours together: from black by red and yellow to white.
     *
     * @param gain what differences are multiplied by; white stands for a mean difference of {@code 1 / gain}
     * @throws IllegalArgumentException if the sizes differ
     */
    public static Clip heat(Clip first, Clip second, double gain) {
        float[] values = new float[length(first, second)];
        int plane = first.height() * first.width();
        for (int frame = 0; frame < values.length; frame += 3 * plane) {
            for (int at = frame; at < frame + plane; at++) {
                double heat = 0;
                for (int colour = 0; colour < 3; colour++) {
                    heat += Math.abs(second.frames()[at + colour * plane] - first.frames()[at + colour * plane]);
                }
                for (int colour = 0; colour < 3; colour++) {
                    values[at + colour * plane] = (float) Math.clamp(gain * heat - colour, 0, 1);
                }
            }
        }
        return clip(first, second, values);
    }

    private static int length(Clip first, Clip second) {
        if (first.height() != second.height() || first.width() != second.width()) {
            throw new IllegalArgumentException("clips of two sizes");
        }
        return Math.min(first.frames().length, second.frames().length);
    }

    private static Clip clip(Clip first, Clip second, float... values) {
        Clip shorter = first.frames().length <= second.frames().length ? first : second;
        return new Clip(
                values, shorter.shape(), List.of(), first.latentShape(), first.framesPerSecond(), first.seconds(), List.of());
    }
}

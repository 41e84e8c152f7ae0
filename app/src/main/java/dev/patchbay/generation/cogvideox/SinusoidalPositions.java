package dev.patchbay.generation.cogvideox;

/**
 * Sinusoidal position table of the 2b model: a quarter of the channels for the frame, three eighths for the column, three eighths for the
 * row, each first sines, then cosines.
 *
 * @param values {@code [frames · height · width, channels]}
 * @param tokens {@code frames · height · width}
 * @param channels width of the transformer, a multiple of 16
 */
public record SinusoidalPositions(float[] values, int tokens, int channels) {

    private static final double PERIOD = 10000;

    /**
     * The table of a grid (diffusers' {@code get_3d_sincos_pos_embed}).
     *
     * @param frames latent frames
     * @param height rows in patches
     * @param width columns in patches
     * @param spatialScale rows and columns are divided by it
     * @param temporalScale frames are divided by it
     */
    public static SinusoidalPositions of(
            int channels, int frames, int height, int width, double spatialScale, double temporalScale) {
        float[][] frame = table(channels / 4, frames, temporalScale);
        float[][] column = table(channels * 3 / 4 / 2, width, spatialScale);
        float[][] row = table(channels * 3 / 4 / 2, height, spatialScale);
        int tokens = Math.multiplyExact(Math.multiplyExact(frames, height), width);
        float[] values = new float[Math.multiplyExact(tokens, channels)];
        int at = 0;
        for (int f = 0; f < frames; f++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (float[] part : new float[][] {frame[f], column[x], row[y]}) {
                        System.arraycopy(part, 0, values, at, part.length);
                        at += part.length;
                    }
                }
            }
        }
        return new SinusoidalPositions(values, tokens, channels);
    }

    /** Sines and cosines of each position, {@code [positions, channels]}. */
    private static float[][] table(int channels, int positions, double scale) {
        int half = channels / 2;
        float[][] table = new float[positions][channels];
        for (int c = 0; c < half; c++) {
            double frequency = 1 / Math.pow(PERIOD, c / (channels / 2.0));
            for (int p = 0; p < positions; p++) {
                double angle = p / (float) scale * frequency;
                table[p][c] = (float) Math.sin(angle);
                table[p][half + c] = (float) Math.cos(angle);
            }
        }
        return table;
    }
}

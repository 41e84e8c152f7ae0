package dev.patchbay.generation.cogvideox;

/**
 * Rotary position tables of the 5b model: a quarter of each head's channels encodes the frame, three eighths the row, three eighths the
 * column.
 *
 * @param cos {@code [frames · height · width, headDim]}, each angle twice in a row
 * @param sin likewise
 * @param tokens {@code frames · height · width}
 * @param headDim channels of an attention head, a multiple of 16
 */
public record RotaryPositions(float[] cos, float[] sin, int tokens, int headDim) {

    private static final double THETA = 10000;

    /**
     * The tables of a grid (diffusers' {@code get_3d_rotary_pos_embed}, {@code linspace}). Rounded to float32 where torch rounds, because
     * the rounding error of an angle of 45 rad in float32 exceeds the last bit of its sine.
     *
     * @param frames latent frames
     * @param height rows in patches
     * @param width columns in patches
     * @param crop where the grid lies in the trained one
     */
    public static RotaryPositions of(int headDim, int frames, int height, int width, CropRegion crop) {
        float[][] frame = angles(headDim / 4, linspace(0, frames - 1, frames));
        float[][] row = angles(headDim / 8 * 3, linspace(crop.top(), crop.bottom() * (height - 1) / (double) height, height));
        float[][] column = angles(headDim / 8 * 3, linspace(crop.left(), crop.right() * (width - 1) / (double) width, width));
        int tokens = Math.multiplyExact(Math.multiplyExact(frames, height), width);
        float[] cos = new float[Math.multiplyExact(tokens, headDim)];
        float[] sin = new float[cos.length];
        int at = 0;
        for (int f = 0; f < frames; f++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    at = turn(frame[f], cos, sin, at);
                    at = turn(row[y], cos, sin, at);
                    at = turn(column[x], cos, sin, at);
                }
            }
        }
        return new RotaryPositions(cos, sin, tokens, headDim);
    }

    private static int turn(float[] angles, float[] cos, float[] sin, int from) {
        int at = from;
        for (float angle : angles) {
            float c = (float) Math.cos(angle);
            float s = (float) Math.sin(angle);
            cos[at] = c;
            sin[at++] = s;
            cos[at] = c;
            sin[at++] = s;
        }
        return at;
    }

    /** Angles of each position, {@code [positions, channels / 2]}. */
    private static float[][] angles(int channels, float[] positions) {
        float[][] angles = new float[positions.length][channels / 2];
        for (int c = 0; c < channels / 2; c++) {
            float power = (float) Math.pow(THETA, 2 * c / (float) channels);
            float frequency = 1 / power;
            for (int p = 0; p < positions.length; p++) {
                angles[p][c] = positions[p] * frequency;
            }
        }
        return angles;
    }

    /** Filled in float32 from both ends to the middle, as torch does, for the same rounding. */
    private static float[] linspace(double start, double end, int n) {
        float first = (float) start;
        float last = (float) end;
        float step = n > 1 ? (last - first) / (n - 1) : 0;
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i < n / 2 || n == 1 ? first + step * i : last - step * (n - 1 - i);
        }
        return values;
    }
}

package dev.patchbay.generation.wan.vae;

/**
 * Frames whose pixels are the channels of patches, back to frames of pixels.
 *
 * @param edge pixels of a patch along each edge; 1 if there are none
 */
record Patches(int edge) {

    /**
     * Puts the pixels in their places, in the same array.
     *
     * @param frames {@code [frames, 3 · edge · edge, height, width]}, the channels as {@code [colour, column, row]} of a patch; becomes
     *     {@code [frames, 3, edge · height, edge · width]}
     */
    void unfold(float[] frames, int height, int width) {
        if (edge == 1) {
            return;
        }
        int size = WanVaeConfig.COLOURS * edge * edge * height * width;
        float[] frame = new float[size];
        for (int at = 0; at < frames.length; at += size) {
            System.arraycopy(frames, at, frame, 0, size);
            for (int plane = 0; plane < WanVaeConfig.COLOURS * edge * edge; plane++) {
                place(frame, plane, frames, at, height, width);
            }
        }
    }

    private void place(float[] frame, int plane, float[] frames, int at, int height, int width) {
        int colour = plane / (edge * edge);
        int column = plane / edge % edge;
        int row = plane % edge;
        for (int y = 0; y < height; y++) {
            int from = (plane * height + y) * width;
            int to = at + ((colour * height + y) * edge + row) * edge * width + column;
            for (int x = 0; x < width; x++) {
                frames[to + x * edge] = frame[from + x];
            }
        }
    }
}

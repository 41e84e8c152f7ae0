package dev.patchbay.generation.torch.vae;

import ai.djl.ndarray.types.Shape;

/**
 * How a convolution over {@code [1, channels, frames, height, width]} is divided: into groups of frames, or single frames into strips.
 *
 * @param frames of the layer
 * @param height of the layer
 * @param each frames of a part
 * @param rows of a part
 * @param edge rows beyond its own that a strip sees
 */
record ConvolutionParts(int frames, int height, int each, int rows, int edge) {

    /**
     * @param x shape of the input
     * @param kernel shape of the kernel; its elements are the multiplications for each value of the input's size
     * @param most multiplications of a part; a part has one row at least
     */
    static ConvolutionParts of(Shape x, Shape kernel, long most) {
        int frames = Math.toIntExact(x.get(2));
        int height = Math.toIntExact(x.get(3));
        long row = x.get(4) * kernel.size();
        int each = (int) Math.clamp(most / Math.max(1, row * height), 1, frames);
        int rows = row * height <= most ? height : (int) Math.clamp(most / row, 1, height);
        int edge = Math.toIntExact(kernel.get(kernel.dimension() - 2) / 2);
        return new ConvolutionParts(frames, height, each, rows, edge);
    }

    /** True if it is not divided. */
    boolean one() {
        return each == frames && rows == height;
    }

    void each(Part part) {
        for (int start = 0; start < frames; start += each) {
            for (int top = 0; top < height; top += rows) {
                int bottom = Math.min(height, top + rows);
                Rows strip = new Rows(top, bottom, Math.min(edge, top), Math.min(edge, height - bottom));
                part.make(start, Math.min(frames, start + each), strip);
            }
        }
    }

    /**
     * A strip.
     *
     * @param above rows that it sees above itself; 0 at the edge, where there are zeros
     * @param below likewise
     */
    record Rows(int top, int bottom, int above, int below) {}

    /** Makes one part. */
    @FunctionalInterface
    interface Part {

        /** The frames from {@code start} to before {@code end}. */
        void make(int start, int end, Rows rows);
    }
}

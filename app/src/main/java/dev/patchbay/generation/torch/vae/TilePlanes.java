package dev.patchbay.generation.torch.vae;

/**
 * The planes of a tile, or of a strip at its edge; blending changes the values in place.
 *
 * @param values {@code [planes, height, width]}
 * @param height rows
 * @param width columns
 */
record TilePlanes(float[] values, int height, int width) {

    int planes() {
        return values.length / (height * width);
    }

    int at(int plane, int y, int x) {
        return (plane * height + y) * width + x;
    }

    /** Fades the last rows of the tile above into the first ones of this. */
    void blendBelow(TilePlanes above) {
        int extent = Math.min(above.height, height);
        for (int plane = 0; plane < planes(); plane++) {
            for (int y = 0; y < extent; y++) {
                for (int x = 0; x < width; x++) {
                    fade(above.values[above.at(plane, above.height - extent + y, x)], at(plane, y, x), y, extent);
                }
            }
        }
    }

    /** Fades the last columns of the tile to the left into the first ones of this. */
    void blendBeside(TilePlanes before) {
        int extent = Math.min(before.width, width);
        for (int plane = 0; plane < planes(); plane++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < extent; x++) {
                    fade(before.values[before.at(plane, y, before.width - extent + x)], at(plane, y, x), x, extent);
                }
            }
        }
    }

    private void fade(float other, int at, int position, int extent) {
        float share = (float) (position / (double) extent);
        values[at] = other * (1 - share) + values[at] * share;
    }

    /** A copy of at most this many of the last rows. */
    TilePlanes bottom(int rows) {
        int kept = Math.min(rows, height);
        return copy(height - kept, 0, kept, width);
    }

    /** A copy of at most this many of the last columns. */
    TilePlanes right(int columns) {
        int kept = Math.min(columns, width);
        return copy(0, width - kept, height, kept);
    }

    private TilePlanes copy(int top, int left, int rows, int columns) {
        int planes = planes();
        float[] copy = new float[planes * rows * columns];
        for (int plane = 0; plane < planes; plane++) {
            for (int y = 0; y < rows; y++) {
                System.arraycopy(values, at(plane, top + y, left), copy, (plane * rows + y) * columns, columns);
            }
        }
        return new TilePlanes(copy, rows, columns);
    }
}

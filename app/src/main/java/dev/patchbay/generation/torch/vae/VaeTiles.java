package dev.patchbay.generation.torch.vae;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlapping tiles of a clip, blended linearly where they overlap, as diffusers does ({@code tiled_decode}). Every tile goes through the
 * autoencoder alone, with all its frames, so memory depends on its size only. Lengths are in latent pixels.
 *
 * @param height of a tile
 * @param width of a tile
 * @param stepHeight from a tile to the one below
 * @param stepWidth from a tile to the one beside it
 */
public record VaeTiles(int height, int width, int stepHeight, int stepWidth) {

    /** True if a clip of this size is one tile. */
    public boolean hold(int rows, int columns) {
        return rows <= height && columns <= width;
    }

    /**
     * Makes all tiles and puts them together.
     *
     * @param rows of the whole, in latent pixels
     * @param columns likewise
     * @param unit pixels of the result for one latent pixel along an edge
     * @return as many planes as each tile has, each {@code rows · unit} by {@code columns · unit}
     */
    public float[] assemble(int rows, int columns, int unit, Maker maker) throws IOException {
        if (hold(rows, columns)) {
            return maker.make(0, 0, rows, columns);
        }
        Canvas canvas = new Canvas(rows * unit, columns * unit);
        List<TilePlanes> above = List.of();
        for (int top = 0; top < rows; top += stepHeight) {
            List<TilePlanes> bottoms = new ArrayList<>();
            TilePlanes before = null;
            int tileHeight = Math.min(height, rows - top);
            for (int left = 0; left < columns; left += stepWidth) {
                int tileWidth = Math.min(width, columns - left);
                float[] values = maker.make(top, left, tileHeight, tileWidth);
                TilePlanes tile = new TilePlanes(values, tileHeight * unit, tileWidth * unit);
                if (!above.isEmpty()) {
                    tile.blendBelow(above.get(bottoms.size()));
                }
                if (before != null) {
                    tile.blendBeside(before);
                }
                canvas.place(tile, top * unit, left * unit, stepHeight * unit, stepWidth * unit);
                bottoms.add(tile.bottom((height - stepHeight) * unit));
                before = tile.right((width - stepWidth) * unit);
            }
            above = bottoms;
        }
        return canvas.values();
    }

    /** All batches of frames as one array. */
    public static float[] joined(List<float[]> batches) {
        float[] all = new float[Math.toIntExact(batches.stream().mapToLong(batch -> batch.length).sum())];
        int at = 0;
        for (float[] batch : batches) {
            System.arraycopy(batch, 0, all, at, batch.length);
            at += batch.length;
        }
        return all;
    }

    /** Makes one tile. */
    @FunctionalInterface
    public interface Maker {

        /** The planes of the tile at this place, in latent pixels. */
        float[] make(int top, int left, int height, int width) throws IOException;
    }

    /** The whole, to which the part of each tile before the next one is copied. */
    private static final class Canvas {

        private final int height;
        private final int width;
        private float[] values = new float[0];

        Canvas(int height, int width) {
            this.height = height;
            this.width = width;
        }

        void place(TilePlanes tile, int top, int left, int mostRows, int mostColumns) {
            if (values.length == 0) {
                values = new float[Math.multiplyExact(tile.planes(), Math.multiplyExact(height, width))];
            }
            int rows = Math.min(tile.height(), mostRows);
            int columns = Math.min(tile.width(), mostColumns);
            for (int plane = 0; plane < tile.planes(); plane++) {
                for (int y = 0; y < rows; y++) {
                    int to = (plane * height + top + y) * width + left;
                    System.arraycopy(tile.values(), tile.at(plane, y, 0), values, to, columns);
                }
            }
        }

        float[] values() {
            return values;
        }
    }
}

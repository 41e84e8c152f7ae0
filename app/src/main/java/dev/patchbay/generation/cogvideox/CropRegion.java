package dev.patchbay.generation.cogvideox;

/**
 * Where a grid of another aspect ratio lies in the grid the model was trained on; rotary positions are interpolated over it.
 *
 * @param top first row
 * @param left first column
 * @param bottom row after the last
 * @param right column after the last
 */
public record CropRegion(int top, int left, int bottom, int right) {

    /**
     * The largest centred region of the grid's aspect ratio (diffusers' {@code get_resize_crop_region_for_grid}).
     *
     * @param height rows of the grid in patches
     * @param width columns
     * @param baseHeight rows of the grid the model was trained on
     * @param baseWidth columns
     */
    public static CropRegion of(int height, int width, int baseHeight, int baseWidth) {
        double ratio = height / (double) width;
        boolean tall = ratio > baseHeight / (double) baseWidth;
        int resizedHeight = tall ? baseHeight : round(baseWidth / (double) width * height);
        int resizedWidth = tall ? round(baseHeight / (double) height * width) : baseWidth;
        int top = round((baseHeight - resizedHeight) / 2.0);
        int left = round((baseWidth - resizedWidth) / 2.0);
        return new CropRegion(top, left, top + resizedHeight, left + resizedWidth);
    }

    /** Rounds half to even, as Python does. */
    private static int round(double value) {
        return (int) Math.rint(value);
    }
}

package dev.patchbay.generation;

import java.util.Arrays;

/**
 * A picture as plain values.
 *
 * @param width columns
 * @param height rows
 * @param rgb red, green and blue of each pixel, row by row: {@code [height, width, 3]}, 0..255 as unsigned bytes
 */
public record Pixels(int width, int height, byte[] rgb) {

    public Pixels {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(width + " × " + height + " in " + rgb.length + " bytes");
        }
    }

    /** The picture stretched to this size, as Pillow's {@code resize} does with its Lanczos filter; unchanged if it has the size. */
    public Pixels resized(int toWidth, int toHeight) {
        return new Lanczos(this).resized(toWidth, toHeight);
    }

    /** The middle of the picture in the shape of a clip of this size, as large as possible; unchanged if it has that shape. */
    public Pixels cropped(int toWidth, int toHeight) {
        int wide = Math.toIntExact(Math.max(1, Math.min(width, Math.round((double) height * toWidth / toHeight))));
        int high = Math.toIntExact(Math.max(1, Math.min(height, Math.round((double) width * toHeight / toWidth))));
        if (wide == width && high == height) {
            return this;
        }
        byte[] middle = new byte[3 * wide * high];
        for (int row = 0; row < high; row++) {
            int from = 3 * (((height - high) / 2 + row) * width + (width - wide) / 2);
            System.arraycopy(rgb, from, middle, 3 * row * wide, 3 * wide);
        }
        return new Pixels(wide, high, middle);
    }

    /** Red, green and blue planes {@code [3, height, width]}, values −1..1, as diffusers' video processor makes them. */
    public float[] planes() {
        int plane = width * height;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < 3; channel++) {
                values[channel * plane + i] = 2 * (Byte.toUnsignedInt(rgb[3 * i + channel]) / 255f) - 1;
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels pixels && width == pixels.width && height == pixels.height && Arrays.equals(rgb, pixels.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return width + " × " + height;
    }
}

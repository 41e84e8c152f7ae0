package dev.patchbay.generation.torch.vae;

import ai.djl.ndarray.types.Shape;

/**
 * The size of the values that a layer of the autoencoder is given, and from it what the layer costs.
 *
 * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
 */
public record LayerSize(int frames, int rows, int columns, boolean gpu) {

    static final int KERNEL = 3;

    /** Frames that a causal convolution looks back, and keeps. */
    static final int BACK = KERNEL - 1;

    private static final int CUBE = KERNEL * KERNEL * KERNEL;

    /** A group norm beside its input: its result, and in the decoder the latents' part repeated over the columns. */
    private static final double NORM = 1.2;

    /** A convolution takes what it sees of a part joined, and the library reorders that. */
    private static final int COPIES = 2;

    /** Elements of the values with so many channels. */
    public double values(int channels) {
        return (double) channels * frames * rows * columns;
    }

    /** After height and width were doubled, and with {@code inTime} the frames (of an odd number not the first one). */
    public LayerSize larger(boolean inTime) {
        int more = inTime && frames > 1 ? 2 * frames - frames % 2 : frames;
        return new LayerSize(more, 2 * rows, 2 * columns, gpu);
    }

    /** After height and width were halved, and with {@code inTime} the frames. */
    public LayerSize smaller(boolean inTime) {
        int fewer = inTime ? (frames + 1) / 2 : frames;
        return new LayerSize(fewer, rows / 2, columns / 2, gpu);
    }

    /** What a convolution takes beside its input and its result. */
    private double beside(int in, int out, int back, int edge) {
        Shape shape = new Shape(1, in, frames, rows, columns);
        Shape kernel = new Shape(out, in, back + 1L, edge, edge);
        ConvolutionParts parts = ConvolutionParts.of(shape, kernel, Convolutions.most(gpu));
        double seen = (double) in * (parts.each() + back) * Math.min(rows, parts.rows() + edge - 1) * columns;
        double made = parts.one() ? 0 : (double) out * parts.each() * parts.rows() * columns;
        return COPIES * (seen + made);
    }

    /** A causal convolution alone, as a half begins and ends with. */
    public LayerCost convolution(int in, int out) {
        double most = values(in) + values(out) + beside(in, out, BACK, KERNEL);
        return new LayerCost(most, BACK * values(in) / frames, 2.0 * CUBE * values(out) * in);
    }

    /** A residual layer of two convolutions. */
    public LayerCost residual(int in, int out) {
        double convolved = 2 * values(in) + values(out) + beside(in, out, BACK, KERNEL);
        double again = values(in) + 2 * values(out) + beside(out, out, BACK, KERNEL);
        double normed = values(in) + Math.max(NORM * values(in), (1 + NORM) * values(out));
        double kept = BACK * (values(in) + values(out)) / frames;
        return new LayerCost(Math.max(normed, Math.max(convolved, again)), kept, 2.0 * CUBE * values(out) * (in + out));
    }

    /** @param before elements of the layer's input, before it is enlarged */
    public LayerCost upsampling(int in, int out, double before) {
        double most = before + values(in) + values(out) + beside(in, out, 0, KERNEL);
        return new LayerCost(most, 0, 2.0 * KERNEL * KERNEL * values(out) * in);
    }

    /** A convolution that takes every second pixel, of the values with an edge of zeros, which the library reorders. */
    public LayerCost downsampling(int width, boolean inTime) {
        double made = smaller(inTime).values(width);
        double taken = inTime && frames > 1 ? values(width) / 2 : values(width);
        double most = values(width) + COPIES * taken + COPIES * made;
        return new LayerCost(most, 0, 2.0 * KERNEL * KERNEL * made * width);
    }
}

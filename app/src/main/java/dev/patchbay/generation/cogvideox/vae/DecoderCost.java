package dev.patchbay.generation.cogvideox.vae;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What decoding costs, layer by layer as the {@link VaeDecoder} goes.
 *
 * @param elements of the tensors that are alive together where most are, with what convolutions keep for the next frames
 * @param operations floating-point operations for all frames, a product and its sum counted as two
 */
public record DecoderCost(double elements, double operations) {

    private static final int KERNEL = 3;
    private static final int CUBE = KERNEL * KERNEL * KERNEL;

    /** Frames that a causal convolution looks back, and keeps. */
    private static final int BACK = KERNEL - 1;

    /** A group norm beside its input: its result, and the latents' part repeated over the columns. */
    private static final double NORM = 1.2;

    /** A convolution takes what it sees of a part joined, and the library reorders that. */
    private static final int COPIES = 2;

    /**
     * The cost of a clip.
     *
     * @param latents frames of the latents
     * @param rows of the latents, or of a tile of them
     * @param columns likewise
     * @param gpu whether a graphics card computes, for which convolutions are cut into larger parts
     */
    public static DecoderCost of(VaeConfig config, int latents, int rows, int columns, boolean gpu) {
        List<Layer> first = layers(config, Math.min(latents, VaeDecoder.BATCH + latents % VaeDecoder.BATCH), rows, columns, gpu);
        double operations = first.stream().mapToDouble(Layer::operations).sum();
        int batches = Math.max(1, latents / VaeDecoder.BATCH);
        if (batches == 1) {
            return new DecoderCost(first.stream().mapToDouble(Layer::most).max().orElse(0), operations);
        }
        List<Layer> later = layers(config, VaeDecoder.BATCH, rows, columns, gpu);
        operations += (batches - 1) * later.stream().mapToDouble(Layer::operations).sum();
        double all = first.stream().mapToDouble(Layer::kept).sum();
        double before = 0;
        double most = 0;
        for (int i = 0; i < first.size(); i++) {
            before += first.get(i).kept();
            most = Math.max(most, first.get(i).most() + before);
            // The last batch gives back what it has used.
            double held = batches > 2 ? all : all - before + first.get(i).kept();
            most = Math.max(most, later.get(i).most() + held);
        }
        return new DecoderCost(most, operations);
    }

    private static List<Layer> layers(VaeConfig config, int latents, int rows, int columns, boolean gpu) {
        List<Integer> widths = config.blockChannels().reversed();
        int doublings = Integer.numberOfTrailingZeros(config.temporalCompression());
        List<Layer> layers = new ArrayList<>();
        Size size = new Size(latents, rows, columns, gpu);
        int width = widths.getFirst();
        for (int block = 0; block < widths.size(); block++) {
            int out = widths.get(block);
            for (int i = 0; i <= config.layersPerBlock() + (block == 0 ? BACK : 0); i++) {
                layers.add(size.residual(width, out));
                width = out;
            }
            if (block < widths.size() - 1) {
                Size larger = size.larger(block < doublings);
                layers.add(larger.upsampling(width, size.values(width)));
                size = larger;
            }
        }
        return layers;
    }

    /**
     * A layer.
     *
     * @param most elements alive together
     * @param kept of these for the next batch
     */
    private record Layer(double most, double kept, double operations) {}

    /** Of the values in a layer. */
    private record Size(int frames, int rows, int columns, boolean gpu) {

        double values(int channels) {
            return (double) channels * frames * rows * columns;
        }

        Size larger(boolean inTime) {
            int more = inTime && frames > 1 ? 2 * frames - frames % 2 : frames;
            return new Size(more, 2 * rows, 2 * columns, gpu);
        }

        /** What a convolution takes beside its input and its result. */
        private double beside(int in, int out, int kernel, int back) {
            Shape shape = new Shape(1, in, frames, rows, columns);
            ConvolutionParts parts = ConvolutionParts.of(shape, (long) in * out * kernel, Convolutions.most(gpu));
            double seen = (double) in * (parts.each() + back) * Math.min(rows, parts.rows() + BACK) * columns;
            double made = parts.one() ? 0 : (double) out * parts.each() * parts.rows() * columns;
            return COPIES * (seen + made);
        }

        Layer residual(int in, int out) {
            double convolved = 2 * values(in) + values(out) + beside(in, out, CUBE, BACK);
            double again = values(in) + 2 * values(out) + beside(out, out, CUBE, BACK);
            double normed = values(in) + Math.max(NORM * values(in), (1 + NORM) * values(out));
            double kept = BACK * (values(in) + values(out)) / frames;
            return new Layer(Math.max(normed, Math.max(convolved, again)), kept, 2.0 * CUBE * values(out) * (in + out));
        }

        /** @param before elements of the layer's input, before it is enlarged */
        Layer upsampling(int width, double before) {
            double most = before + 2 * values(width) + beside(width, width, KERNEL * KERNEL, 0);
            return new Layer(most, 0, 2.0 * KERNEL * KERNEL * values(width) * width);
        }
    }
}

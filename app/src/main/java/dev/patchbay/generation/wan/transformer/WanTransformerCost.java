package dev.patchbay.generation.wan.transformer;

import dev.patchbay.generation.torch.AdapterBytes;
import dev.patchbay.tensor.DType;

/**
 * What one call of the transformer costs. The kernels' texts say which tensors are alive together; a test holds the sums against what is
 * really allocated.
 *
 * @param working bytes of everything but weights, most at a time: the adapters and the text are among them, the latents are not
 * @param operations floating-point operations, a product and its sum counted as two
 */
public record WanTransformerCost(long working, double operations) {

    /** Tokens of a feed-forward layer that are computed together ({@code Slices}), for a batch of any size. */
    private static final int SLICE = 4096;

    /** Of the tokens: themselves, x, q, k and v, or with the attention instead of x. */
    private static final int ATTENTION = 5;

    /** The same while an adapter's part of v is added. */
    private static final int ADAPTED_ATTENTION = 6;

    /** The tokens, and the same normalised. */
    private static final int FEED_FORWARD = 2;

    /** Float32 copies of the tokens that are normalised and turned together, most of them halves. */
    private static final int NORM_COPIES = 4;

    /** Text tokens of a block: themselves, k and v. */
    private static final int TEXT = 3;

    /** Products of a block with matrices of width · width, for each token: q, k, v and out of one attention, q and out of the other. */
    private static final int SQUARES = 6;

    /**
     * @param batch prompts together
     * @param tokens of the latents of one
     * @param text tokens of a prompt
     * @param adapters what they take on the device
     * @param dtype element type of the arithmetic
     */
    public static WanTransformerCost of(WanTransformerConfig config, int batch, int tokens, int text, AdapterBytes adapters, DType dtype) {
        return new WanTransformerCost(working(config, batch, tokens, text, adapters, dtype), operations(config, batch, tokens, text));
    }

    private static long working(WanTransformerConfig config, int batch, long tokens, long text, AdapterBytes adapters, DType dtype) {
        long width = config.width();
        long unit = dtype.byteSize(batch * tokens * width);
        long slice = Math.min(batch * tokens, SLICE);
        long normed = NORM_COPIES * Float.BYTES * Math.min(batch * tokens, SLICE / WanTransformer.NORM_PART) * width;
        // oneDNN lays out bfloat16 weights anew.
        long anew = dtype == DType.BF16 ? dtype.byteSize(config.hidden() * width) : 0;
        long inner = dtype.byteSize(slice * (adapters.any() ? 2L * config.hidden() : config.hidden() + width));
        long attention = Math.max((adapters.any() ? ADAPTED_ATTENTION : ATTENTION) * unit, (ATTENTION - 1) * unit + normed);
        long forward = FEED_FORWARD * unit + inner + anew;
        // Changed weights are made before a block is computed, while only its inputs are there.
        long most = Math.max(Math.max(attention, forward), unit + adapters.making());
        long positions = Float.BYTES * tokens * config.headDim();
        long texts = batch * text * (Float.BYTES * (long) config.textDim() + TEXT * dtype.byteSize(width));
        return most + positions + texts + adapters.kept() + adapters.changed();
    }

    private static double operations(WanTransformerConfig config, int batch, double tokens, double text) {
        double width = config.width();
        double products = 2 * width * (tokens * (SQUARES * width + 2 * config.hidden()) + 2 * text * width);
        double attention = 4 * tokens * (tokens + text) * width;
        return batch * config.layers() * (products + attention);
    }
}

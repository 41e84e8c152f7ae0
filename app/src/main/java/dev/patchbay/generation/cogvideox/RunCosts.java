package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.cogvideox.vae.DecoderCost;
import dev.patchbay.generation.cogvideox.vae.EncoderCost;
import dev.patchbay.generation.torch.AdapterBytes;
import dev.patchbay.generation.torch.plan.StageCost;
import dev.patchbay.generation.torch.t5.T5Cost;
import dev.patchbay.tensor.DType;
import java.util.List;

/**
 * What the stages of a run cost: bytes of the tensors that are alive together where most are, and operations. The kernels' texts say which
 * tensors these are; a test holds the sums against what is really allocated.
 *
 * @param config of the model
 * @param grid of the latents
 * @param steps of the run
 * @param passes predictions of a step: 2 with guidance
 * @param adapters what they take on the device
 * @param dtype element type of the arithmetic
 */
record RunCosts(PipelineConfig config, LatentGrid grid, int steps, int passes, AdapterBytes adapters, DType dtype) {

    /** Tokens of a feed-forward layer that are computed together ({@code Slices}), for a batch of any size. */
    private static final int SLICE = 4096;

    /** Tensors of the latents' size around a step: sample, both copies, prediction, scheduler's. */
    private static final int LATENT_COPIES = 8;

    /** Of the block's inputs: themselves, x, q, k, v, and what a norm makes anew, or the attention, or an adapter's part of v. */
    private static final int ATTENTION = 6;

    /** The block's inputs, and the same normalised. */
    private static final int FEED_FORWARD_BASE = 2;

    /** A feed-forward layer is four times as wide inside, and has a result. */
    private static final int FEED_FORWARD = 5;

    /** The same while an adapter's part is added inside. */
    private static final int ADAPTED_FEED_FORWARD = 8;

    /** Of a block's width: outer and inner width of a feed-forward layer, whose bfloat16 weights oneDNN lays out anew. */
    private static final int INNER = 4;

    private static final int COLOURS = 3;

    private long tokens() {
        return config.transformer().promptTokens() + patches();
    }

    private long patches() {
        return (long) grid.patchLayers() * grid.patchRows() * grid.patchColumns();
    }

    private long element() {
        return dtype.bits() / 8;
    }

    private long latentBytes() {
        return Float.BYTES * grid.shape().elements();
    }

    /** The text encoder, for each prompt. */
    StageCost text(List<Long> blocks) {
        return T5Cost.of(config.text(), config.transformer().promptTokens(), passes, blocks, dtype);
    }

    /** @param together whether both predictions of a step are one batch */
    StageCost denoising(List<Long> blocks, boolean together) {
        TransformerConfig transformer = config.transformer();
        long batch = together ? passes : 1;
        long unit = batch * tokens() * transformer.width() * element();
        long slice = Math.min(batch * tokens(), SLICE) * transformer.width() * element();
        long attention = ATTENTION * unit;
        long anew = dtype == DType.BF16 ? INNER * element() * transformer.width() * transformer.width() : 0;
        long forward = FEED_FORWARD_BASE * unit + (adapters.any() ? ADAPTED_FEED_FORWARD : FEED_FORWARD) * slice + anew;
        long positions = Float.BYTES * patches() * (transformer.rotary() ? 2L * transformer.headDim() : transformer.width());
        long text = (long) passes * Float.BYTES * transformer.promptTokens() * transformer.textDim();
        // Changed weights are made before a block is computed, while only its inputs are there.
        long most = Math.max(Math.max(attention, forward), unit + adapters.making());
        long working = most + adapters.kept() + adapters.changed() + positions + text + LATENT_COPIES * latentBytes();
        double width = transformer.width();
        double products = 2 * tokens() * 12 * width * width + 4.0 * tokens() * tokens() * width;
        double operations = products * transformer.layers() * passes * steps;
        return new StageCost(Stage.DENOISING, blocks, blocks.getFirst(), working, operations, passes * steps);
    }

    /**
     * The image a clip begins with to latents.
     *
     * @param rows of a tile or of the whole in latent pixels
     * @param gpu whether a graphics card computes
     */
    StageCost encoding(List<Long> blocks, int rows, int columns, boolean gpu) {
        int scale = config.vae().spatialCompression();
        EncoderCost cost = EncoderCost.of(config.vae(), rows * scale, columns * scale, gpu);
        double parts = (double) grid.height() * grid.width() / ((double) rows * columns);
        long image = COLOURS * (Float.BYTES + element()) * grid.height() * grid.width() * scale * scale;
        long working = (long) (cost.elements() * element()) + image + LATENT_COPIES * latentBytes();
        return new StageCost(Stage.READING_IMAGE, blocks, 0, working, cost.operations() * parts, (int) Math.ceil(parts));
    }

    /**
     * Latents to frames.
     *
     * @param rows of a tile or of the whole in latent pixels
     * @param gpu whether a graphics card computes
     */
    StageCost decoding(List<Long> blocks, int rows, int columns, boolean gpu) {
        int shown = grid.frames() - grid.padding();
        DecoderCost cost = DecoderCost.of(config.vae(), shown, rows, columns, gpu);
        long working = (long) (cost.elements() * element()) + LATENT_COPIES * latentBytes();
        double parts = (double) grid.height() * grid.width() / ((double) rows * columns);
        int passes = (int) Math.ceil(parts * Math.max(1, shown / 2.0));
        return new StageCost(Stage.DECODING, blocks, 0, working, cost.operations() * parts, passes);
    }
}

package dev.patchbay.generation.cogvideox.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TensorShapes;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.vae.Activation;
import dev.patchbay.generation.torch.vae.ConvolutionCaches;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.Resnet;
import dev.patchbay.generation.torch.vae.VaeHalf;
import dev.patchbay.generation.torch.vae.VaeLayer;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes frames to the means and variances of latents, some frames at a time like the {@link VaeDecoder}. */
public final class VaeEncoder {

    /** Frames encoded together, as in diffusers; the first batch takes those beyond a multiple too. */
    private static final int BATCH = 8;

    private final VaeConfig config;
    private final Script script;
    private final Convolutions convolutions;
    private final List<VaeLayer> layers = new ArrayList<>();
    private final VaeHalf half;

    /**
     * @param script from {@link VaeDecoder#kernels}
     * @param weights under diffusers' names
     */
    public VaeEncoder(VaeConfig config, Script script, Weights weights) throws IOException {
        this.config = config;
        this.script = script;
        this.convolutions = new Convolutions(script, VaeDecoder.STYLE);
        List<Integer> widths = config.blockChannels();
        int width = widths.getFirst();
        WeightBlock enter = weights.block("encoder.", new TensorShapes().convolution("conv_in.conv", width, 3, 3, 3, 3));
        int halvings = Integer.numberOfTrailingZeros(config.temporalCompression());
        for (int block = 0; block < widths.size(); block++) {
            String prefix = "encoder.down_blocks." + block + ".";
            for (int i = 0; i < config.layersPerBlock(); i++) {
                addResnet(weights, prefix + "resnets." + i + ".", width, widths.get(block));
                width = widths.get(block);
            }
            if (block < widths.size() - 1) {
                TensorShapes shapes = new TensorShapes().convolution("conv", width, width, 3, 3);
                layers.add(downsample(weights.block(prefix + "downsamplers.0.", shapes), block < halvings));
            }
        }
        for (int i = 0; i < 2; i++) {
            addResnet(weights, "encoder.mid_block.resnets." + i + ".", width, width);
        }
        TensorShapes last = new TensorShapes().norm("norm_out", width);
        last.convolution("conv_out.conv", 2L * config.latentChannels(), width, 3, 3, 3);
        this.half = new VaeHalf(convolutions, enter, layers, weights.block("encoder.", last));
    }

    private void addResnet(Weights weights, String prefix, int in, int out) throws IOException {
        TensorShapes shapes = new TensorShapes()
                .norm("norm1", in)
                .convolution("conv1.conv", out, in, 3, 3, 3)
                .norm("norm2", out)
                .convolution("conv2.conv", out, out, 3, 3, 3);
        if (in != out) {
            shapes.convolution("conv_shortcut", out, in, 1, 1, 1);
        }
        layers.add(new Resnet(script, convolutions, weights.block(prefix, shapes)));
    }

    /**
     * Encodes.
     *
     * @param owner parent of the temporary tensors; all are closed on return
     * @param frames {@code [1, 3, frames, height, width]}, values −1..1
     * @return means and logarithms of variances, {@code [2 · channels, height, width]} for each latent frame, one array for each batch
     */
    public List<float[]> encode(PtNDManager owner, PtNDArray frames, Cancellation cancellation) throws IOException {
        List<float[]> encoded = new ArrayList<>();
        int count = Math.toIntExact(frames.getShape().get(2));
        int start = 0;
        int end = count < BATCH ? count : BATCH + count % BATCH;
        try (ConvolutionCaches caches = new ConvolutionCaches(owner)) {
            while (start < count) {
                encoded.add(batch(owner, frames, start, end, caches, cancellation));
                start = end;
                end += BATCH;
            }
        }
        return encoded;
    }

    /** Encodes tile after tile; they overlap and are blended (diffusers' {@code tiled_encode}). Shapes as in {@link #encode}. */
    public float[] encodeTiled(PtNDManager owner, PtNDArray frames, VaeTiles tiles, Cancellation cancellation) throws IOException {
        int scale = config.spatialCompression();
        int rows = Math.toIntExact(frames.getShape().get(3)) / scale;
        int columns = Math.toIntExact(frames.getShape().get(4)) / scale;
        return tiles.assemble(rows, columns, 1, (top, left, height, width) -> {
            try (PtNDArray tile = script.call(owner, "window", frames, top * scale, left * scale, height * scale, width * scale)) {
                return VaeTiles.joined(encode(owner, tile, cancellation));
            }
        });
    }

    /**
     * A sample of what was encoded, scaled as the transformer expects it, as the first of several frames; the others are zero.
     *
     * @param moments {@code [1, 2 · channels, height, width]} of one frame
     * @param noise {@code [1, channels, 1, height, width]}
     * @return {@code [1, frames, channels, height, width]}
     */
    public PtNDArray firstFrame(PtNDManager owner, PtNDArray moments, PtNDArray noise, int frames) {
        return script.call(owner, "first_frame", moments, noise, config.imageScale(), frames);
    }

    private float[] batch(PtNDManager owner, PtNDArray frames, int start, int end, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (PtNDManager run = owner.newSubManager(owner.getDevice())) {
            caches.rewind(end >= frames.getShape().get(2));
            Activation activation = (owned, x, norm, w) -> script.call(owned, "encoder_norm", x, config.normGroups(), norm, w.dictionary());
            PtNDArray batch = script.call(run, "frames", frames, start, end);
            return script.call(run, "pixels", half.apply(run, batch, activation, caches, cancellation)).toFloatArray();
        }
    }

    private VaeLayer downsample(WeightBlock block, boolean inTime) {
        return (run, x, activation, caches, cancellation) -> {
            try (WeightBlock.Loan weights = block.lend()) {
                return script.call(run, "downsample", x, inTime, weights.dictionary());
            }
        };
    }
}

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

/** Decodes latents to frames, a few latent frames at a time: every causal convolution keeps its last inputs for the next batch. */
public final class VaeDecoder {

    /** Latent frames decoded together, as in training; other numbers give worse clips. */
    static final int BATCH = 2;

    /** The convolutions of both halves. */
    static final Convolutions.Style STYLE = new Convolutions.Style(".conv", true);

    private final VaeConfig config;
    private final Script script;
    private final Convolutions convolutions;
    private final List<VaeLayer> layers = new ArrayList<>();
    private final VaeHalf half;

    /**
     * @param script from {@link #kernels}
     * @param weights under diffusers' names
     */
    public VaeDecoder(VaeConfig config, Script script, Weights weights) throws IOException {
        this(config, script, weights, new Convolutions(script, STYLE));
    }

    VaeDecoder(VaeConfig config, Script script, Weights weights, Convolutions convolutions) throws IOException {
        this.config = config;
        this.script = script;
        this.convolutions = convolutions;
        List<Integer> widths = config.blockChannels().reversed();
        int latent = config.latentChannels();
        int width = widths.getFirst();
        WeightBlock enter = weights.block("decoder.", new TensorShapes().convolution("conv_in.conv", width, latent, 3, 3, 3));
        for (int i = 0; i < 2; i++) {
            addResnet(weights, "decoder.mid_block.resnets." + i + ".", width, width);
        }
        weights.refuseMore("decoder.up_blocks.", widths.size(), "block_out_channels");
        int doublings = Integer.numberOfTrailingZeros(config.temporalCompression());
        for (int block = 0; block < widths.size(); block++) {
            String prefix = "decoder.up_blocks." + block + ".";
            weights.refuseMore(prefix + "resnets.", config.layersPerBlock() + 1, "layers_per_block");
            for (int i = 0; i <= config.layersPerBlock(); i++) {
                addResnet(weights, prefix + "resnets." + i + ".", width, widths.get(block));
                width = widths.get(block);
            }
            if (block < widths.size() - 1) {
                TensorShapes shapes = new TensorShapes().convolution("conv", width, width, 3, 3);
                layers.add(upsample(weights.block(prefix + "upsamplers.0.", shapes), block < doublings));
            }
        }
        TensorShapes last = spatialNorm(new TensorShapes(), "norm_out", width).convolution("conv_out.conv", 3, width, 3, 3, 3);
        this.half = new VaeHalf(convolutions, enter, layers, weights.block("decoder.", last));
    }

    /** The compiled layers, one for a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Convolutions.kernels(manager, VaeDecoder.class, "vae");
    }

    private void addResnet(Weights weights, String prefix, int in, int out) throws IOException {
        TensorShapes shapes = spatialNorm(new TensorShapes(), "norm1", in).convolution("conv1.conv", out, in, 3, 3, 3);
        spatialNorm(shapes, "norm2", out).convolution("conv2.conv", out, out, 3, 3, 3);
        if (in != out) {
            shapes.convolution("conv_shortcut", out, in, 1, 1, 1);
        }
        layers.add(new Resnet(script, convolutions, weights.block(prefix, shapes)));
    }

    private TensorShapes spatialNorm(TensorShapes shapes, String name, int width) {
        return shapes.norm(name + ".norm_layer", width)
                .convolution(name + ".conv_y.conv", width, config.latentChannels(), 1, 1, 1)
                .convolution(name + ".conv_b.conv", width, config.latentChannels(), 1, 1, 1);
    }

    /**
     * Decodes.
     *
     * @param owner parent of the temporary tensors; all are closed on return
     * @param latents {@code [1, channels, frames, height, width]}, already divided by the scaling factor, in the
     *     element type of the arithmetic
     * @return frames {@code [3, height, width]} each, values about −1..1, one array for each batch of frames
     */
    public List<float[]> decode(PtNDManager owner, PtNDArray latents, Cancellation cancellation) throws IOException {
        List<float[]> decoded = new ArrayList<>();
        int frames = Math.toIntExact(latents.getShape().get(2));
        // With an odd number the first batch has one frame more.
        int start = 0;
        int end = Math.min(frames, BATCH + frames % BATCH);
        try (ConvolutionCaches caches = new ConvolutionCaches(owner)) {
            while (start < frames) {
                decoded.add(batch(owner, latents, start, end, caches, cancellation));
                start = end;
                end += BATCH;
            }
        }
        return decoded;
    }

    /** Decodes tile after tile; they overlap and are blended (diffusers' {@code tiled_decode}). All frames in one array. */
    public float[] decodeTiled(PtNDManager owner, PtNDArray latents, VaeTiles tiles, Cancellation cancellation) throws IOException {
        int rows = Math.toIntExact(latents.getShape().get(3));
        int columns = Math.toIntExact(latents.getShape().get(4));
        return tiles.assemble(rows, columns, config.spatialCompression(), (top, left, height, width) -> {
            try (PtNDArray tile = script.call(owner, "window", latents, top, left, height, width)) {
                return VaeTiles.joined(decode(owner, tile, cancellation));
            }
        });
    }

    private float[] batch(PtNDManager owner, PtNDArray latents, int start, int end, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (PtNDManager run = owner.newSubManager(owner.getDevice())) {
            caches.rewind(end >= latents.getShape().get(2));
            PtNDArray z = script.call(run, "frames", latents, start, end);
            Activation activation = (owned, x, norm, w) -> script.call(owned, "norm", x, z, config.normGroups(), norm, w.dictionary());
            return script.call(run, "pixels", half.apply(run, z, activation, caches, cancellation)).toFloatArray();
        }
    }

    private VaeLayer upsample(WeightBlock block, boolean inTime) {
        return (run, x, activation, caches, cancellation) -> {
            try (WeightBlock.Loan weights = block.lend(); PtNDArray enlarged = script.call(run, "enlarge", x, inTime)) {
                return convolutions.flat(run, enlarged, "conv", weights, cancellation);
            }
        };
    }
}

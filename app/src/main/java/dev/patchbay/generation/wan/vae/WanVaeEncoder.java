package dev.patchbay.generation.wan.vae;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TensorShapes;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.vae.ConvolutionCaches;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.VaeHalf;
import dev.patchbay.generation.torch.vae.VaeLayer;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes frames to the means of latents: the first frame to one, then as many as are one frame of the latents to the next. */
public final class WanVaeEncoder {

    private final WanVaeConfig config;
    private final Script script;
    private final WeightBlock quantised;
    private final WanLayers layers;
    private final VaeHalf half;

    /**
     * @param script from {@link WanVaeDecoder#kernels}
     * @param weights under diffusers' names
     */
    public WanVaeEncoder(WanVaeConfig config, Script script, Weights weights) throws IOException {
        this.config = config;
        this.script = script;
        Convolutions convolutions = new Convolutions(script, WanLayers.STYLE);
        this.layers = new WanLayers(script, convolutions, weights);
        int first = config.encoderWidths().getFirst();
        int last = config.encoderWidths().getLast();
        long moments = 2L * config.latentChannels();
        long pixels = (long) WanVaeConfig.COLOURS * config.patch() * config.patch();
        WeightBlock enter = weights.block("encoder.", new TensorShapes().convolution("conv_in", first, pixels, 3, 3, 3));
        List<VaeLayer> all = new ArrayList<>(config.residual() ? blocks(weights) : chain(weights));
        all.addAll(layers.middle("encoder.", last));
        TensorShapes ending = WanLayers.norm(new TensorShapes(), "norm_out", last).convolution("conv_out", moments, last, 3, 3, 3);
        this.half = new VaeHalf(convolutions, enter, all, weights.block("encoder.", ending));
        this.quantised = weights.block("", new TensorShapes().convolution("quant_conv", moments, moments, 1, 1, 1));
    }

    /** The layers of Wan 2.1, counted through all blocks. */
    private List<VaeLayer> chain(Weights weights) throws IOException {
        List<VaeLayer> made = new ArrayList<>();
        int width = config.encoderWidths().getFirst();
        for (int block = 0; block < config.encoderWidths().size(); block++) {
            for (int i = 0; i < config.layersPerBlock(); i++) {
                made.add(layers.resnet("encoder.down_blocks." + made.size() + ".", width, config.encoderWidths().get(block)));
                width = config.encoderWidths().get(block);
            }
            if (block < config.inTime().size()) {
                made.add(layers.downsample("encoder.down_blocks." + made.size() + ".", width, config.inTime().get(block)));
            }
        }
        weights.refuseMore("encoder.down_blocks.", made.size(), "num_res_blocks");
        return made;
    }

    private List<VaeLayer> blocks(Weights weights) throws IOException {
        weights.refuseMore("encoder.down_blocks.", config.encoderWidths().size(), "dim_mult");
        List<VaeLayer> made = new ArrayList<>();
        int width = config.encoderWidths().getFirst();
        for (int block = 0; block < config.encoderWidths().size(); block++) {
            String prefix = "encoder.down_blocks." + block + ".";
            weights.refuseMore(prefix + "resnets.", config.layersPerBlock(), "num_res_blocks");
            List<VaeLayer> inner = new ArrayList<>();
            for (int i = 0; i < config.layersPerBlock(); i++) {
                inner.add(layers.resnet(prefix + "resnets." + i + ".", width, config.encoderWidths().get(block)));
                width = config.encoderWidths().get(block);
            }
            boolean last = block == config.inTime().size();
            if (!last) {
                inner.add(layers.downsample(prefix + "downsampler.", width, config.inTime().get(block)));
            }
            made.add(layers.averaging(inner, last ? 1 : config.times(block), last ? 1 : 2));
        }
        return made;
    }

    /**
     * Encodes.
     *
     * @param owner owner of the result, and parent of the temporary tensors, which are closed on return
     * @param frames {@code [1, 3, frames, height, width]}, values −1..1; a multiple of {@link WanVaeConfig#temporalCompression} and one
     *     more
     * @return means of the latents {@code [1, channels, frames, height, width]} in float32, less the mean of each channel and divided by
     *     its standard deviation
     */
    public PtNDArray encode(PtNDManager owner, PtNDArray frames, Cancellation cancellation) throws IOException {
        try (PtNDManager run = owner.newSubManager(owner.getDevice())) {
            return normalised(owner, run, means(run, frames, cancellation));
        }
    }

    /** Encodes tile after tile; they overlap and are blended (diffusers' {@code tiled_encode}). */
    public PtNDArray encodeTiled(PtNDManager owner, PtNDArray frames, VaeTiles tiles, Cancellation cancellation) throws IOException {
        try (PtNDManager run = owner.newSubManager(owner.getDevice())) {
            return normalised(owner, run, tiledMeans(run, frames, tiles, cancellation));
        }
    }

    private PtNDArray normalised(PtNDManager owner, PtNDManager run, PtNDArray means) {
        return script.call(owner, "normalised", means, ChannelScale.tensor(run, config.std()), ChannelScale.tensor(run, config.mean()));
    }

    PtNDArray tiledMeans(PtNDManager run, PtNDArray frames, VaeTiles tiles, Cancellation cancellation) throws IOException {
        int scale = config.spatialCompression();
        int rows = Math.toIntExact(frames.getShape().get(3)) / scale;
        int columns = Math.toIntExact(frames.getShape().get(4)) / scale;
        float[] values = tiles.assemble(rows, columns, 1, (top, left, height, width) -> {
            try (PtNDManager tile = run.newSubManager(run.getDevice())) {
                PtNDArray part = script.call(tile, "window", frames, top * scale, left * scale, height * scale, width * scale);
                return means(tile, part, cancellation).toFloatArray();
            }
        });
        long count = values.length / ((long) config.latentChannels() * rows * columns);
        return (PtNDArray) run.create(values, new Shape(1, config.latentChannels(), count, rows, columns));
    }

    /** At their own scale. */
    PtNDArray means(PtNDManager run, PtNDArray frames, Cancellation cancellation) throws IOException {
        int count = Math.toIntExact(frames.getShape().get(2));
        List<PtNDArray> encoded = new ArrayList<>();
        try (ConvolutionCaches caches = new ConvolutionCaches(run)) {
            for (int start = 0; start < count; start += start == 0 ? 1 : config.temporalCompression()) {
                int end = start == 0 ? 1 : start + config.temporalCompression();
                caches.rewind(end >= count);
                encoded.add(batch(run, frames, start, end, caches, cancellation));
            }
        }
        return script.call(run, "joined", encoded);
    }

    private PtNDArray batch(PtNDManager run, PtNDArray frames, int start, int end, ConvolutionCaches caches, Cancellation cancellation)
            throws IOException {
        try (PtNDManager temporary = run.newSubManager(run.getDevice()); WeightBlock.Loan weights = quantised.lend()) {
            PtNDArray x = script.call(temporary, "patched", frames, start, end, config.patch(), weights.dictionary());
            PtNDArray made = half.apply(temporary, x, layers.activation(), caches, cancellation);
            return script.call(run, "means", made, weights.dictionary());
        }
    }
}

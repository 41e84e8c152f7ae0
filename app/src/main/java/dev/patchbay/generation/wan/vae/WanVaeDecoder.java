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

/** Decodes latents to frames, one frame of the latents after the other: every causal convolution keeps its last inputs for the next. */
public final class WanVaeDecoder {

    private final WanVaeConfig config;
    private final Script script;
    private final WeightBlock quantised;
    private final WanLayers layers;
    private final VaeHalf half;

    /**
     * @param script from {@link #kernels}
     * @param weights under diffusers' names
     */
    public WanVaeDecoder(WanVaeConfig config, Script script, Weights weights) throws IOException {
        this(config, script, weights, new Convolutions(script, WanLayers.STYLE));
    }

    WanVaeDecoder(WanVaeConfig config, Script script, Weights weights, Convolutions convolutions) throws IOException {
        this.config = config;
        this.script = script;
        this.layers = new WanLayers(script, convolutions, weights);
        int latent = config.latentChannels();
        int first = config.decoderWidths().getLast();
        int last = config.decoderWidths().getFirst();
        this.quantised = weights.block("", new TensorShapes().convolution("post_quant_conv", latent, latent, 1, 1, 1));
        WeightBlock enter = weights.block("decoder.", new TensorShapes().convolution("conv_in", first, latent, 3, 3, 3));
        List<VaeLayer> all = new ArrayList<>(layers.middle("decoder.", first));
        weights.refuseMore("decoder.up_blocks.", config.decoderWidths().size(), "dim_mult");
        for (int block = config.decoderWidths().size() - 1; block >= 0; block--) {
            all.addAll(block(weights, block));
        }
        TensorShapes ending = WanLayers.norm(new TensorShapes(), "norm_out", last);
        ending.convolution("conv_out", (long) WanVaeConfig.COLOURS * config.patch() * config.patch(), last, 3, 3, 3);
        this.half = new VaeHalf(convolutions, enter, all, weights.block("decoder.", ending));
    }

    /** The compiled layers of both halves, one for a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Convolutions.kernels(manager, WanVaeDecoder.class, "vae");
    }

    /** @param block counted as in the encoder, which has them in the opposite order */
    private List<VaeLayer> block(Weights weights, int block) throws IOException {
        List<Integer> widths = config.decoderWidths();
        String prefix = "decoder.up_blocks." + (widths.size() - 1 - block) + ".";
        weights.refuseMore(prefix + "resnets.", config.layersPerBlock() + 1, "num_res_blocks");
        int out = widths.get(block);
        int width = config.decoderInput(block);
        List<VaeLayer> made = new ArrayList<>();
        for (int i = 0; i <= config.layersPerBlock(); i++) {
            made.add(layers.resnet(prefix + "resnets." + i + ".", width, out));
            width = out;
        }
        if (block == 0) {
            return made;
        }
        boolean inTime = config.inTime().get(block - 1);
        if (config.residual()) {
            made.add(layers.upsample(prefix + "upsampler.", out, out, inTime));
            return List.of(layers.repeating(made, config.times(block - 1)));
        }
        made.add(layers.upsample(prefix + "upsamplers.0.", out, out / 2, inTime));
        return made;
    }

    /**
     * Decodes.
     *
     * @param owner parent of the temporary tensors; all are closed on return
     * @param latents {@code [1, channels, frames, height, width]} in float32, of mean 0 and standard deviation 1, as they are denoised
     * @return frames {@code [3, height, width]} each, values −1..1, one array for each frame of the latents: one frame for the first, else
     *     {@link WanVaeConfig#temporalCompression}
     */
    public List<float[]> decode(PtNDManager owner, PtNDArray latents, Cancellation cancellation) throws IOException {
        return decode(owner, latents, config.std(), config.mean(), cancellation);
    }

    /** As {@link #decode}, for latents at a scale of their own. */
    List<float[]> decode(PtNDManager owner, PtNDArray latents, List<Double> std, List<Double> mean, Cancellation cancellation)
            throws IOException {
        List<float[]> decoded = patches(owner, latents, std, mean, cancellation);
        for (float[] frames : decoded) {
            finish(frames, latents.getShape());
        }
        return decoded;
    }

    /** Decodes tile after tile; they overlap and are blended (diffusers' {@code tiled_decode}). All frames in one array. */
    public float[] decodeTiled(PtNDManager owner, PtNDArray latents, VaeTiles tiles, Cancellation cancellation) throws IOException {
        return decodeTiled(owner, latents, tiles, config.std(), config.mean(), cancellation);
    }

    float[] decodeTiled(
            PtNDManager owner, PtNDArray latents, VaeTiles tiles, List<Double> std, List<Double> mean, Cancellation cancellation)
            throws IOException {
        int rows = Math.toIntExact(latents.getShape().get(3));
        int columns = Math.toIntExact(latents.getShape().get(4));
        float[] frames = tiles.assemble(rows, columns, unit(), (top, left, height, width) -> {
            try (PtNDArray tile = script.call(owner, "window", latents, top, left, height, width)) {
                return VaeTiles.joined(patches(owner, tile, std, mean, cancellation));
            }
        });
        finish(frames, latents.getShape());
        return frames;
    }

    /** Patches for one latent pixel, along each edge. */
    private int unit() {
        return config.spatialCompression() / config.patch();
    }

    private void finish(float[] frames, Shape latents) {
        new Patches(config.patch()).unfold(frames, Math.toIntExact(latents.get(3)) * unit(), Math.toIntExact(latents.get(4)) * unit());
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Math.clamp(frames[i], -1f, 1f);
        }
    }

    /** Frames whose channels are the pixels of patches. */
    private List<float[]> patches(PtNDManager owner, PtNDArray latents, List<Double> std, List<Double> mean, Cancellation cancellation)
            throws IOException {
        List<float[]> decoded = new ArrayList<>();
        int frames = Math.toIntExact(latents.getShape().get(2));
        try (ConvolutionCaches caches = new ConvolutionCaches(owner)) {
            for (int frame = 0; frame < frames; frame++) {
                try (PtNDManager run = owner.newSubManager(owner.getDevice())) {
                    caches.rewind(frame == frames - 1);
                    PtNDArray z = entering(run, latents, frame, std, mean);
                    PtNDArray made = half.apply(run, z, layers.activation(), caches, cancellation);
                    decoded.add(script.call(run, "pixels", made).toFloatArray());
                }
            }
        }
        return decoded;
    }

    private PtNDArray entering(PtNDManager run, PtNDArray latents, int frame, List<Double> std, List<Double> mean) throws IOException {
        try (WeightBlock.Loan weights = quantised.lend()) {
            PtNDArray deviation = ChannelScale.tensor(run, std);
            return script.call(run, "latents", latents, deviation, ChannelScale.tensor(run, mean), frame, frame + 1, weights.dictionary());
        }
    }
}

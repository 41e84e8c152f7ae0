package dev.patchbay.generation.wan.transformer;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * Settings of a Wan transformer ({@code WanTransformer3DModel}).
 *
 * @param heads attention heads
 * @param headDim channels of a head
 * @param channels that it takes: those of the latents, in I2V followed by a mask and the latents of an image
 * @param outChannels those of the latents
 * @param layers blocks
 * @param hidden inner width of a feed-forward layer
 * @param textDim width of the text encoder's output
 * @param freqDim sines and cosines of a time
 * @param patchFrames latent frames of a patch
 * @param patch edge of a patch in latent pixels
 * @param normEps of all norms
 * @param crossNorm whether tokens are normalised before they attend to the text
 * @param longestAxis most patches along an axis
 */
public record WanTransformerConfig(
        int heads,
        int headDim,
        int channels,
        int outChannels,
        int layers,
        int hidden,
        int textDim,
        int freqDim,
        int patchFrames,
        int patch,
        double normEps,
        boolean crossNorm,
        int longestAxis) {

    private static final String CLASS = "WanTransformer3DModel";
    private static final String NORM = "rms_norm_across_heads";

    /** Settings of image encoders, of which this transformer has none. */
    private static final List<String> ABSENT = List.of("image_dim", "added_kv_proj_dim", "pos_embed_seq_len");

    /** Heads of other sizes would be split over the axes in two different ways. */
    private static final int AXES = 3;

    /**
     * Reads {@code transformer/config.json}. Missing settings get the default of diffusers.
     *
     * @throws GenerationException if a setting is invalid, makes no model, or belongs to a variant that is not played
     */
    public static WanTransformerConfig of(ConfigFileJson file) throws GenerationException {
        file.demand("_class_name", CLASS, CLASS);
        file.demand("qk_norm", NORM, NORM);
        for (String name : ABSENT) {
            demand(!file.has(name), file, name, "…", "null");
        }
        List<Integer> patch = file.counts("patch_size", List.of(1, 2, 2), 64);
        demand(patch.size() == AXES && patch.get(1).equals(patch.get(2)), file, "patch_size", patch, List.of(1, 2, 2));
        int channels = file.count("in_channels", 16, 4096);
        WanTransformerConfig config = new WanTransformerConfig(
                file.count("num_attention_heads", 40, 1024),
                file.count("attention_head_dim", 128, 1024),
                channels,
                file.count("out_channels", channels, 4096),
                file.count("num_layers", 40, 1000),
                file.count("ffn_dim", 13_824, 262_144),
                file.count("text_dim", 4096, 65_536),
                file.count("freq_dim", 256, 65_536),
                patch.getFirst(),
                patch.getLast(),
                file.number("eps", 1e-6),
                file.flag("cross_attn_norm", true),
                file.count("rope_max_seq_len", 1024, 65_536));
        demand(config.splits(), file, "attention_head_dim", config.headDim(), "24, 48, 64, 128");
        demand(config.freqDim() % 2 == 0, file, "freq_dim", config.freqDim(), "2, 4, …, 256");
        demand(config.normEps() >= 0 && config.normEps() <= 0.1, file, "eps", config.normEps(), "0.000001");
        return config;
    }

    /** Whether a head's channels are pairs for each of three axes. */
    private boolean splits() {
        int third = headDim / AXES;
        return headDim % 2 == 0 && third >= 2 && third % 2 == 0;
    }

    private static void demand(boolean sensible, ConfigFileJson file, String name, Object found, Object wanted) throws GenerationException {
        if (!sensible) {
            throw new GenerationException(Message.of("generation.setting", file.file(), name, found, wanted));
        }
    }

    /** Width of the transformer. */
    public int width() {
        return heads * headDim;
    }

    /** Values of a patch in one channel. */
    public int patchSize() {
        return patchFrames * patch * patch;
    }

    /** Channels of a head that are turned by the row, and by the column. */
    public int planeDim() {
        return headDim / AXES;
    }

    /** Channels of a head that are turned by the frame. */
    public int frameDim() {
        return headDim - 2 * planeDim();
    }

    /** Tokens of latents of this size. */
    public int tokens(int latentFrames, int latentRows, int latentColumns) {
        return latentFrames / patchFrames * (latentRows / patch) * (latentColumns / patch);
    }
}

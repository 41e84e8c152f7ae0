package dev.patchbay.generation.wan.vae;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * Settings of a Wan autoencoder ({@code AutoencoderKLWan}).
 *
 * @param latentChannels channels of the latents ({@code z_dim})
 * @param encoderWidths channels of the encoder's blocks ({@code base_dim · dim_mult})
 * @param decoderWidths channels of the decoder's blocks in the same order; it goes through them backwards
 * @param layersPerBlock residual layers of an encoder block; a decoder block has one more
 * @param inTime for each block of the encoder but the last whether it halves the frames too ({@code temperal_downsample})
 * @param mean of each channel of the latents
 * @param std standard deviation of each channel of the latents
 * @param residual whether blocks have a way past them (Wan 2.2 TI2V)
 * @param patch edge of the patches whose pixels are channels; 1 if there are none
 */
public record WanVaeConfig(
        int latentChannels,
        List<Integer> encoderWidths,
        List<Integer> decoderWidths,
        int layersPerBlock,
        List<Boolean> inTime,
        List<Double> mean,
        List<Double> std,
        boolean residual,
        int patch) {

    /** Colours of a pixel. */
    static final int COLOURS = 3;

    /** Edge of a tile in pixels, and from one tile to the next: diffusers' {@code enable_tiling}. */
    private static final int TILE = 256;

    private static final int STEP = 192;

    private static final List<Double> MEAN = List.of(
            -0.7571, -0.7089, -0.9113, 0.1075, -0.1745, 0.9653, -0.1517, 1.5508, 0.4134, -0.0715, 0.5517, -0.3632, -0.1922, -0.9497, 0.2503,
            -0.2921);

    private static final List<Double> STD = List.of(
            2.8184, 1.4541, 2.3275, 2.6558, 1.2196, 1.7708, 2.6052, 2.0743, 3.2687, 2.1526, 2.8652, 1.5579, 1.6382, 1.1253, 2.8251, 1.9160);

    public WanVaeConfig {
        encoderWidths = List.copyOf(encoderWidths);
        decoderWidths = List.copyOf(decoderWidths);
        inTime = List.copyOf(inTime);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /**
     * Reads {@code vae/config.json}; missing settings get the default of diffusers.
     *
     * @throws GenerationException if a setting is invalid, or of a kind that was never published; the message names it
     */
    public static WanVaeConfig of(ConfigFileJson file) throws GenerationException {
        int channels = file.count("z_dim", 16, 4096);
        int base = file.count("base_dim", 96, 65_536);
        int decoderBase = file.count("decoder_base_dim", base, 65_536);
        List<Integer> multipliers = file.counts("dim_mult", List.of(1, 2, 4, 4), 64);
        List<Boolean> inTime = file.flags("temperal_downsample", List.of(false, true, true));
        demand(file, "temperal_downsample", inTime.size(), multipliers.size() - 1);
        demand(file, "attn_scales", file.numbers("attn_scales", List.of()).size(), 0);
        List<Double> mean = file.numbers("latents_mean", MEAN);
        List<Double> std = file.numbers("latents_std", STD);
        demand(file, "latents_mean", mean.size(), channels);
        demand(file, "latents_std", std.size(), channels);
        int patch = file.count("patch_size", 1, 16);
        demand(file, "in_channels", file.count("in_channels", COLOURS, 4096), COLOURS * patch * patch);
        demand(file, "out_channels", file.count("out_channels", COLOURS, 4096), COLOURS * patch * patch);
        WanVaeConfig config = new WanVaeConfig(
                channels, widths(base, multipliers), widths(decoderBase, multipliers), file.count("num_res_blocks", 2, 100), inTime,
                mean, std, file.flag("is_residual", false), patch);
        if (!config.fits()) {
            throw new GenerationException(Message.of("generation.setting", file.file(), "dim_mult", multipliers, "[1, 2, 4, 4]"));
        }
        return config;
    }

    private static List<Integer> widths(int base, List<Integer> multipliers) {
        return multipliers.stream().map(multiplier -> base * multiplier).toList();
    }

    private static void demand(ConfigFileJson file, String name, int found, int wanted) throws GenerationException {
        if (found != wanted) {
            throw new GenerationException(Message.of("generation.setting", file.file(), name, found, wanted));
        }
    }

    /** True if what goes past the blocks can be shared out among their channels, and layers that halve their width can. */
    private boolean fits() {
        for (int block = 0; block < encoderWidths.size(); block++) {
            int in = encoderWidths.get(Math.max(0, block - 1));
            boolean last = block == encoderWidths.size() - 1;
            int parts = last ? 1 : 4 * times(block);
            if (residual && in * parts % encoderWidths.get(block) != 0) {
                return false;
            }
            int out = decoderWidths.get(block);
            if (block > 0 && (residual ? out * 4 * times(block - 1) % decoderInput(block) : out % 2) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Channels that a block of the decoder is given; counted as in the encoder. */
    int decoderInput(int block) {
        if (block == decoderWidths.size() - 1) {
            return decoderWidths.get(block);
        }
        // Outside the residual kind what makes frames larger halves their channels.
        return residual ? decoderWidths.get(block + 1) : decoderWidths.get(block + 1) / 2;
    }

    /** Frames that a block of the encoder makes one of. */
    int times(int block) {
        return inTime.get(block) ? 2 : 1;
    }

    /** Pixels of the clip for one latent pixel, along each edge. */
    public int spatialCompression() {
        return patch << inTime.size();
    }

    /** Frames of the clip for one of the latents; the first has one. */
    public int temporalCompression() {
        return 1 << inTime.stream().filter(halved -> halved).count();
    }

    /** Tiles of the decoder. */
    public VaeTiles decodingTiles() {
        return decodingTiles(TILE, STEP);
    }

    /** Tiles with edges of about so many pixels. */
    VaeTiles decodingTiles(int edge, int step) {
        return square(edge / spatialCompression(), step / spatialCompression());
    }

    /** Tiles of the encoder: patches are its pixels, as in diffusers. */
    public VaeTiles encodingTiles() {
        return encodingTiles(TILE, STEP);
    }

    /** Tiles with edges of about so many patches. */
    VaeTiles encodingTiles(int edge, int step) {
        return square(edge * patch / spatialCompression(), step * patch / spatialCompression());
    }

    private static VaeTiles square(int edge, int step) {
        return new VaeTiles(Math.max(1, edge), Math.max(1, edge), Math.max(1, step), Math.max(1, step));
    }
}

package dev.patchbay.generation.cogvideox;

/**
 * Settings of a CogVideoX transformer, named as in its {@code config.json}.
 *
 * @param heads attention heads
 * @param headDim channels of a head
 * @param channels that it takes: those of the latents, twice as many if it is given an image
 * @param outChannels those of the latents
 * @param layers blocks
 * @param textDim width of the text encoder's output
 * @param timeDim width of the timestep embedding
 * @param offsetDim width of the embedding of {@code ofs}, which is 2 in all clips (1.5 I2V); 0 without one
 * @param promptTokens tokens of a prompt
 * @param patch edge of a patch in latent pixels
 * @param patchFrames latent frames of a patch, which is embedded by a linear layer (1.5); 0 if a convolution embeds each frame
 * @param patchBias whether that convolution has a bias
 * @param temporalCompression frames of a clip for one of its latents
 * @param sampleFrames frames the model was trained for
 * @param sampleHeight rows of its latents
 * @param sampleWidth columns of its latents
 * @param flipSinToCos whether the timestep embedding starts with the cosines
 * @param frequencyShift of the timestep embedding
 * @param normEps of the layer norms
 * @param rotary rotary positions (5b) instead of sinusoidal ones (2b)
 * @param learned whether learned positions are added too (5b I2V), which fix the size of the clip
 * @param spatialScale rows and columns are divided by it in sinusoidal positions
 * @param temporalScale frames are divided by it in sinusoidal positions
 */
public record TransformerConfig(
        int heads,
        int headDim,
        int channels,
        int outChannels,
        int layers,
        int textDim,
        int timeDim,
        int offsetDim,
        int promptTokens,
        int patch,
        int patchFrames,
        boolean patchBias,
        int temporalCompression,
        int sampleFrames,
        int sampleHeight,
        int sampleWidth,
        boolean flipSinToCos,
        double frequencyShift,
        double normEps,
        boolean rotary,
        boolean learned,
        double spatialScale,
        double temporalScale) {

    /** Width of the transformer. */
    public int width() {
        return heads * headDim;
    }

    /** Latent frames of the clips it was trained for, by its own compression; learned positions are for this number. */
    public int sampleLatentFrames() {
        return (sampleFrames - 1) / temporalCompression + 1;
    }

    /** Tokens of the prompt and of a clip of the size it was trained for: rows of the learned positions. */
    public int sampleTokens() {
        return promptTokens + sampleLatentFrames() * (sampleHeight / patch) * (sampleWidth / patch);
    }

    /** The latent frames of a clip are a multiple of it. */
    public int frameMultiple() {
        return Math.max(1, patchFrames);
    }
}

package dev.patchbay.generation.cogvideox;

/**
 * Settings of a CogVideoX transformer, named as in its {@code config.json}.
 *
 * @param heads attention heads
 * @param headDim channels of a head
 * @param channels of the latents
 * @param layers blocks
 * @param textDim width of the text encoder's output
 * @param timeDim width of the timestep embedding
 * @param promptTokens tokens of a prompt
 * @param patch edge of a patch in latent pixels
 * @param sampleFrames frames the model was trained for
 * @param sampleHeight rows of its latents
 * @param sampleWidth columns of its latents
 * @param flipSinToCos whether the timestep embedding starts with the cosines
 * @param frequencyShift of the timestep embedding
 * @param normEps of the layer norms
 * @param rotary rotary positions (5b) instead of sinusoidal ones (2b)
 * @param spatialScale rows and columns are divided by it in sinusoidal positions
 * @param temporalScale frames are divided by it in sinusoidal positions
 */
public record TransformerConfig(
        int heads,
        int headDim,
        int channels,
        int layers,
        int textDim,
        int timeDim,
        int promptTokens,
        int patch,
        int sampleFrames,
        int sampleHeight,
        int sampleWidth,
        boolean flipSinToCos,
        double frequencyShift,
        double normEps,
        boolean rotary,
        double spatialScale,
        double temporalScale) {

    /** Width of the transformer. */
    public int width() {
        return heads * headDim;
    }
}

package dev.patchbay.generation.torch.t5;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;

/**
 * Settings of a T5 or UMT5 encoder, named as in its {@code config.json}.
 *
 * @param layers blocks
 * @param width channels of a token
 * @param heads attention heads
 * @param headDim channels of a head ({@code d_kv})
 * @param hidden channels inside the feed-forward layer
 * @param vocabulary entries of the embedding table
 * @param buckets of relative positions
 * @param maxDistance beyond it all relative positions share a bucket
 * @param normEps of the norms
 * @param biasInEachLayer whether each layer has a table of relative positions (UMT5), not the first one for all (T5)
 */
public record T5Config(
        int layers, int width, int heads, int headDim, int hidden, int vocabulary, int buckets, int maxDistance, double normEps,
        boolean biasInEachLayer) {

    /**
     * Reads the settings; missing ones get the default of transformers.
     *
     * @throws GenerationException if a setting is invalid, or the feed-forward layers are not those of T5 1.1
     */
    public static T5Config of(ConfigFileJson file) throws GenerationException {
        file.demand("feed_forward_proj", "relu", "gated-gelu");
        return new T5Config(
                file.count("num_layers", 6, 1000),
                file.count("d_model", 512, 65_536),
                file.count("num_heads", 8, 1024),
                file.count("d_kv", 64, 1024),
                file.count("d_ff", 2048, 262_144),
                file.count("vocab_size", 32_128, 10_000_000),
                file.count("relative_attention_num_buckets", 32, 4096),
                file.count("relative_attention_max_distance", 128, 65_536),
                file.number("layer_norm_epsilon", 1e-6),
                file.text("model_type", "t5").equals("umt5"));
    }
}

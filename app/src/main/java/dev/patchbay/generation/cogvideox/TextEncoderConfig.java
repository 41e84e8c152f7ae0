package dev.patchbay.generation.cogvideox;

/**
 * Settings of a T5 encoder, named as in its {@code config.json}.
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
 */
public record TextEncoderConfig(
        int layers, int width, int heads, int headDim, int hidden, int vocabulary, int buckets, int maxDistance, double normEps) {}

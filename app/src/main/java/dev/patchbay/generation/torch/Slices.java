package dev.patchbay.generation.torch;

import ai.djl.Device;

/**
 * How many tokens a kernel computes together. The results are the same; fewer take less memory and, while there are thousands of them, no
 * more time.
 *
 * @param queries of an attention
 * @param tokens of a feed-forward layer
 */
public record Slices(int queries, int tokens) {

    /** Enough for full speed of a matrix product on any device. */
    private static final int TOKENS = 4096;

    /** Bytes of the scores of a part of the queries, on devices that keep them. */
    private static final long SCORES = 1L << 29;

    /**
     * The slices of a block. CPUs and NVIDIA GPUs compute attention without keeping its scores, so all queries go together there; Apple's
     * MPS keeps them all in float32 (PyTorch 2.7, {@code _scaled_dot_product_attention_math_for_mps}), 76 GB for 17,776 tokens.
     *
     * @param batch prompts together
     * @param heads of the attention
     * @param tokens of an input
     */
    public static Slices of(Device device, int batch, int heads, int tokens) {
        boolean keepsScores = !device.isGpu() && !Devices.sharesMemory(device);
        long perQuery = (long) batch * heads * tokens * Float.BYTES;
        int queries = keepsScores ? (int) Math.clamp(SCORES / perQuery, 1, tokens) : tokens;
        return new Slices(queries, Math.max(1, TOKENS / batch));
    }
}

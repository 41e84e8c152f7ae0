package dev.patchbay.generation;

/**
 * A coarse picture of a clip while it is made: one pixel for each latent pixel, in colours that are a linear function of the latents'
 * channels. It shows what is where, not how it will look.
 *
 * @param frames latent frames
 * @param width pixels
 * @param height pixels
 * @param rgb {@code [frames, height, width, 3]}, a byte a channel
 * @param explained share of the colours' variance that the linear function explains, at most 1: how coarse the colours are
 */
public record CoarsePicture(int frames, int width, int height, byte[] rgb, double explained) {}

/**
 * CogVideoX's autoencoder: frames to latents and back, a few frames at a time, whole or in tiles that overlap. The kernels of both
 * directions are one file. What the latents are for is not known here.
 */
@NullMarked
package dev.patchbay.generation.cogvideox.vae;

import org.jspecify.annotations.NullMarked;

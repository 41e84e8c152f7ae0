/**
 * The causal video autoencoder of Wan, of both kinds: that of Wan 2.1, and the residual one of Wan 2.2 TI2V, whose blocks have a way past
 * them and whose channels are the pixels of small patches. A frame of latents is decoded after the other, and four frames are encoded to
 * one, each with what the convolutions kept of the frames before. The kernels of both directions are one file. What the latents are for is
 * not known here.
 */
@NullMarked
package dev.patchbay.generation.wan.vae;

import org.jspecify.annotations.NullMarked;

/**
 * What the causal video autoencoders of all families have in common: convolutions over frames, the large ones in parts, with what each
 * keeps for the next frames; residual layers; tiles that overlap; what a layer costs. The kernels of {@code convolutions.torchscript} are
 * compiled together with a family's own. Start with {@link Convolutions}.
 */
@NullMarked
package dev.patchbay.generation.torch.vae;

import org.jspecify.annotations.NullMarked;

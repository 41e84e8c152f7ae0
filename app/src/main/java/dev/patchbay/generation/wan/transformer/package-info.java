/**
 * Wan's denoising transformer: configuration, positions, times of tokens, the network itself and what a call of it costs. The arithmetic
 * is in {@code transformer.torchscript}. Numbers are held against diffusers by golden tests. Start with {@link WanTransformer}.
 */
@NullMarked
package dev.patchbay.generation.wan.transformer;

import org.jspecify.annotations.NullMarked;

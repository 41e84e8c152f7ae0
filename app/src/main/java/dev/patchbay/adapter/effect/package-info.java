/**
 * What an adapter makes of the tensors of a base, as plain values that need neither the adapter's file nor the base: bake, merge and
 * preview take the same {@link WeightShare}s, so what is played is what is baked. Which part is what is known in {@code adapter.algorithm},
 * which tensor of a base a module changes in {@code export.factors}. A share is taken of the base as it is, so the order of adapters does
 * not matter.
 */
@NullMarked
package dev.patchbay.adapter.effect;

import org.jspecify.annotations.NullMarked;

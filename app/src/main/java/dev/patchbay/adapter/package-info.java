/**
 * Tensors put together to an adapter. {@link AdapterAssembler} takes the tensors of a mapping result and makes an {@link Adapter}: modules
 * with rank, alpha and scale, the convention their names follow, and what belongs to no module. An {@link AdapterModule} is a map from
 * part to tensor with one algorithm. Nothing here knows a base model or a program that loads files; how parts are spelt is the business of
 * {@code part}, what an algorithm computes that of {@code adapter.algorithm}, and what a file declares about rank and alpha that of {@code
 * adapter.config}. Start with {@link AdapterAssembler}.
 */
@NullMarked
package dev.patchbay.adapter;

import org.jspecify.annotations.NullMarked;

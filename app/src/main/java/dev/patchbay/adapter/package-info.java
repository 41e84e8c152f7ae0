/** Tensors put together to an adapter: modules with rank, alpha and scale, and the naming convention they came in. */
@NullMarked
package dev.patchbay.adapter;

import org.jspecify.annotations.NullMarked;

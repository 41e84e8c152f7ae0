/**
 * Tensors whose values are in memory, or made at every read: computed, scaled, reshaped, forwarded. Use these before writing another
 * {@link dev.patchbay.tensor.TensorData}.
 */
@NullMarked
package dev.patchbay.tensor.data;

import org.jspecify.annotations.NullMarked;

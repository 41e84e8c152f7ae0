/**
 * Tensors whose values are in memory, or made at every read: computed, scaled, reshaped, forwarded. Use these before writing another
 * {@link dev.patchbay.tensor.TensorData}. Tensors that lie in files are the business of {@code checkpoint}.
 */
@NullMarked
package dev.patchbay.tensor.data;

import org.jspecify.annotations.NullMarked;

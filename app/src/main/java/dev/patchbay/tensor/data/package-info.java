/**
 * Tensors whose values are made when somebody reads them: in memory, computed, scaled, reshaped, passed on. Use these before writing
 * another {@link dev.patchbay.tensor.TensorData}.
 */
@NullMarked
package dev.patchbay.tensor.data;

import org.jspecify.annotations.NullMarked;

/** Tensors that are computed, reshaped or watched when somebody reads them. */
@NullMarked
package dev.patchbay.tensor.data;

import org.jspecify.annotations.NullMarked;

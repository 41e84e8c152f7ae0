/**
 * What a tensor is before anyone reads it: name, dtype, shape, and {@link TensorData}, a lazy view of its bytes. Also what the values are
 * like: statistics in float64 and the codecs of every float and quantised type. Files, adapters and models are unknown here.
 */
@NullMarked
package dev.patchbay.tensor;

import org.jspecify.annotations.NullMarked;

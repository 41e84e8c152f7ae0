/**
 * A tensor without its values: name, dtype, shape, and {@link TensorData}, a lazy view of its bytes. Also statistics of values in
 * float64, and the codecs of all float and quantised types. Nothing here knows files, adapters or models.
 */
@NullMarked
package dev.patchbay.tensor;

import org.jspecify.annotations.NullMarked;

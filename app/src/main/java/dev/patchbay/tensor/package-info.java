/** What a tensor is before anyone reads it: name, dtype, shape, and a lazy view of its bytes. */
@NullMarked
package dev.patchbay.tensor;

import org.jspecify.annotations.NullMarked;

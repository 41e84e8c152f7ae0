/** Low-rank products B·A without the dense matrix: norms, differences, truncation, and what turns other algorithms into such products. */
@NullMarked
package dev.patchbay.lowrank;

import org.jspecify.annotations.NullMarked;

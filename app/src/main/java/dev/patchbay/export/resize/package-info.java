/** Gives an adapter another rank. */
@NullMarked
package dev.patchbay.export.resize;

import org.jspecify.annotations.NullMarked;

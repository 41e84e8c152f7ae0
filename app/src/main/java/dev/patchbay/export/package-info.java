/** From a mapping result to a new file that is proven right before it gets its name. */
@NullMarked
package dev.patchbay.export;

import org.jspecify.annotations.NullMarked;

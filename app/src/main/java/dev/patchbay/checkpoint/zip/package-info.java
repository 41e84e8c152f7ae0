/** Reads the directory of a zip archive over its mapping, with the checks that hostile archives make necessary. */
@NullMarked
package dev.patchbay.checkpoint.zip;

import org.jspecify.annotations.NullMarked;

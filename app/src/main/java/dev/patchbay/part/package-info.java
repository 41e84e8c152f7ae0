/** The parts of adapter modules and every way in which their names are spelt. */
@NullMarked
package dev.patchbay.part;

import org.jspecify.annotations.NullMarked;

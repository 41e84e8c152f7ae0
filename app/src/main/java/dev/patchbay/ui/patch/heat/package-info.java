/**
 * The adapter at a glance: blocks by target modules, coloured by what reaches them or by the norm of the change. {@link HeatStripBuilder}
 * lays it out away from the FX thread, {@link HeatCanvas} draws what is in view. What a cell says was found out by the inspection.
 */
@NullMarked
package dev.patchbay.ui.patch.heat;

import org.jspecify.annotations.NullMarked;

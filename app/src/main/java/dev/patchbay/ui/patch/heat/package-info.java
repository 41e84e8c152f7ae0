/** The adapter at a glance: blocks by target modules, coloured by what reaches them. */
@NullMarked
package dev.patchbay.ui.patch.heat;

import org.jspecify.annotations.NullMarked;

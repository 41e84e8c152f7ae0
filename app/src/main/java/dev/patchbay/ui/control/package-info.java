/** Controls that several places of the window use. */
@NullMarked
package dev.patchbay.ui.control;

import org.jspecify.annotations.NullMarked;

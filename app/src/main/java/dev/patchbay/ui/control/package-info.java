/** Controls that several places use. */
@NullMarked
package dev.patchbay.ui.control;

import org.jspecify.annotations.NullMarked;

/** Light and dark, fonts and style sheets. */
@NullMarked
package dev.patchbay.ui.theme;

import org.jspecify.annotations.NullMarked;

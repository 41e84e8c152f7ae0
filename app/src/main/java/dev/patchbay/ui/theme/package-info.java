/**
 * Light and dark, fonts and style sheets, for every window alike. Colours are in the style sheets of {@code ui-resources}, not in code.
 * Start with {@link Theme}.
 */
@NullMarked
package dev.patchbay.ui.theme;

import org.jspecify.annotations.NullMarked;

/**
 * The fields in which the settings of a clip are changed, in sections as they stand on the left of the place Preview. They write into
 * the properties of {@code setting} and know nothing of runs. What cannot be used stays as it was typed and is marked.
 */
@NullMarked
package dev.patchbay.ui.preview.field;

import org.jspecify.annotations.NullMarked;

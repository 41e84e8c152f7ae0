/** The rules as an editable list, and what they make of the names. */
@NullMarked
package dev.patchbay.ui.patch.rules;

import org.jspecify.annotations.NullMarked;

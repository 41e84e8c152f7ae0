/**
 * The rules as an editable list, and every tensor with the name and shape that the rules give it. Each change is one step that can be
 * undone. What rules mean is the business of {@code mapping}.
 */
@NullMarked
package dev.patchbay.ui.patch.rules;

import org.jspecify.annotations.NullMarked;

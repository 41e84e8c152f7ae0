/** Patterns over tensor names, and templates that make new ones. */
@NullMarked
package dev.patchbay.mapping.pattern;

import org.jspecify.annotations.NullMarked;

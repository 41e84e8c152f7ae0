/**
 * Which rules suit a file: candidates (a person's own always among them), each applied once, scored by what arrives in the base or the
 * catalogue. Window, checks, suggestions and every command ask here.
 */
@NullMarked
package dev.patchbay.mapping.search;

import org.jspecify.annotations.NullMarked;

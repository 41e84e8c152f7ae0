/** How the values of a mapped tensor are made from stored ones, and the reader that does it. */
@NullMarked
package dev.patchbay.mapping.recipe;

import org.jspecify.annotations.NullMarked;

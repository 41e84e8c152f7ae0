/** Reads Python pickles without running anything: what a pickle would call becomes an inert value, and limits end hostile ones. */
@NullMarked
package dev.patchbay.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

/**
 * Reads Python pickles without running anything. What a pickle would call becomes an inert value that says what would have been called;
 * limits end pickles that grow or nest without end. Nothing here knows torch: that a value is a tensor is found out in {@code
 * checkpoint.torch}. Start with {@link PickleReader}.
 */
@NullMarked
package dev.patchbay.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

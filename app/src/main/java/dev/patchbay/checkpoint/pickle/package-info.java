/**
 * Reads Python pickles without executing anything. What a pickle would call becomes an inert value with the name and arguments of the
 * call; limits stop pickles that grow or nest without end. Nothing here knows torch: {@code checkpoint.torch} recognises tensors. Start
 * with {@link PickleReader}.
 */
@NullMarked
package dev.patchbay.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;

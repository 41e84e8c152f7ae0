/** Making a clip from words: requests, steps and frames as plain values, so that the pipeline may live in another process. */
@NullMarked
package dev.patchbay.generation;

import org.jspecify.annotations.NullMarked;

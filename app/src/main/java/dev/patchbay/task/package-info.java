/**
 * Long work: progress, cancellation, and where it runs. The core only reports and asks; threads are made by the window and by {@code
 * launch}.
 */
@NullMarked
package dev.patchbay.task;

import org.jspecify.annotations.NullMarked;

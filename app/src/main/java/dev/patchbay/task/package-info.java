/**
 * Long work: progress, cancellation, and where it runs. The core only reports progress and checks for cancellation; threads are started by
 * the window and by {@code launch}. Nothing here starts a thread.
 */
@NullMarked
package dev.patchbay.task;

import org.jspecify.annotations.NullMarked;

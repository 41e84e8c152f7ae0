/**
 * Long work: progress, cancellation, and where it runs. The core only reports progress and checks for cancellation; tasks are started by
 * the window and by {@code launch}. Only watchers and readers of pipes have a thread from here, {@link BackgroundThread}.
 */
@NullMarked
package dev.patchbay.task;

import org.jspecify.annotations.NullMarked;

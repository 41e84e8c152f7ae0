/** Long work: progress, cancellation and where it runs. */
@NullMarked
package dev.patchbay.task;

import org.jspecify.annotations.NullMarked;

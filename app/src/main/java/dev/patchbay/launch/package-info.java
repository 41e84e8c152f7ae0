/** The main class and the one place where readers, pipeline, views and commands are put together. */
@NullMarked
package dev.patchbay.launch;

import org.jspecify.annotations.NullMarked;


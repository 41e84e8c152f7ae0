/**
 * The main class, and the one place where readers, pipelines, loaders, views and commands are put together ({@link Parts}, {@link
 * WindowAssembly}). Whoever adds a format, a pipeline or a program adds a line here. Nothing is decided here.
 */
@NullMarked
package dev.patchbay.launch;

import org.jspecify.annotations.NullMarked;

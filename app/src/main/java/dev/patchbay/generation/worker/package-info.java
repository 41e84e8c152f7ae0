/**
 * Clips made by another process: one on this machine with a class path, heap and natives of its own, or one behind any command that ends in
 * {@code patchbay worker}, such as {@code ssh}. {@link WorkerServer} is the loop inside that process; {@link LocalWorkerFactory} and
 * {@link RemoteWorkerFactory} make pipelines that are used like any other. Both sides speak {@link WireMessage}s over one pipe ({@link
 * Wire}): a line of JSON each, some followed by bytes. Whatever ends the process costs the run and nothing else; {@link WorkerExit} says
 * what happened. No engine is known here.
 */
@NullMarked
package dev.patchbay.generation.worker;

import org.jspecify.annotations.NullMarked;

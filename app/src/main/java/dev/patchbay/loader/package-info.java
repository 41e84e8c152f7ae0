/**
 * The programs that load adapters, one object each: {@link dev.patchbay.loader.Program} lists them, {@link dev.patchbay.loader.Loader} says
 * what is known of one. A loader names modules and parts, says what it takes, how it is told the scale and which files it reads, and gives
 * a verdict on a file, step by step as the real one goes. Which family has which names is data in {@code names.json}, not a branch here.
 * Nothing here writes files: {@code export} asks a loader what to write. Start with {@code ComfyLoader}.
 */
@NullMarked
package dev.patchbay.loader;

import org.jspecify.annotations.NullMarked;


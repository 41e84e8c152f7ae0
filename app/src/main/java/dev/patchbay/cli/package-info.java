/** The command line: the same core as the window, for scripts and servers. */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;

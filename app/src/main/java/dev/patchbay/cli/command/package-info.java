/** The subcommands of the command line. */
@NullMarked
package dev.patchbay.cli.command;

import org.jspecify.annotations.NullMarked;

/**
 * The subcommands of the command line, a class each, and {@link PatchbayCommandLine}, which runs one and turns whatever goes wrong into
 * one line and an exit code. A command reads its options, calls the core and tells the result in sentences or as one JSON object ({@link
 * ReportingCommand}). It computes nothing itself, and it never sees the window. Start with {@link InspectCommand}.
 */
@NullMarked
package dev.patchbay.cli.command;

import org.jspecify.annotations.NullMarked;

/**
 * A workspace in a file: which files are open, the base, the program, rules and settings of the preview. {@link WorkspaceCodec} owns the
 * format, which {@code docs/workspace-files.md} describes; {@link WorkspaceOpening} opens what such a file names and says what is missing.
 * The work of a window is kept the same way while it goes on, in a {@link Session}, so that a crash takes nothing. No window here.
 */
@NullMarked
package dev.patchbay.workspace.saved;

import org.jspecify.annotations.NullMarked;

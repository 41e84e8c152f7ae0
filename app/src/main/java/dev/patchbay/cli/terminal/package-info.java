/**
 * The terminal: text from strangers' files made safe to print, the progress line, help, one sentence for what is wrong with a request.
 * Nothing here knows checkpoints. Start with {@link TerminalText}.
 */
@NullMarked
package dev.patchbay.cli.terminal;

import org.jspecify.annotations.NullMarked;

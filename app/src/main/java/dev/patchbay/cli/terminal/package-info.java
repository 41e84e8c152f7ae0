/** The terminal: safe text, progress, help, one sentence for what is wrong. */
@NullMarked
package dev.patchbay.cli.terminal;

import org.jspecify.annotations.NullMarked;

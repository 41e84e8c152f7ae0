/**
 * What commands are given: checkpoints with the rules that suit them, adapters at a strength, base models by name or path, rule files, and
 * groups of options that several commands share. Inputs are remembered so that no output is written over them ({@link InputFiles}).
 * Nothing here prints. Start with {@link Sources}.
 */
@NullMarked
package dev.patchbay.cli.input;

import org.jspecify.annotations.NullMarked;

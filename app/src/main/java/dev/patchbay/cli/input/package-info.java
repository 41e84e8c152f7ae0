/**
 * What commands are given: files, adapters with strengths, base models, rule files, options. Every command opens its files, chooses rules
 * and maps names by {@link dev.patchbay.cli.input.Sources}. What commands do with it is in {@code cli.command}, what they tell in {@code
 * cli.report}. Start with {@code Sources}.
 */
@NullMarked
package dev.patchbay.cli.input;

import org.jspecify.annotations.NullMarked;

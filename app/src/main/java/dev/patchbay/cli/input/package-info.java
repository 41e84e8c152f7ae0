/** What commands are given: files, adapters with strengths, base models, rule files, options. */
@NullMarked
package dev.patchbay.cli.input;

import org.jspecify.annotations.NullMarked;

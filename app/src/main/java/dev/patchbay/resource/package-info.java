/**
 * Reading the text files that are built into the program: catalogues, rule sets, name tables, configurations of models. Who owns such a
 * file says its name and understands its content; here nothing is parsed. Messages for people are in {@code message}, style sheets and
 * fonts in {@code ui.theme}.
 */
@NullMarked
package dev.patchbay.resource;

import org.jspecify.annotations.NullMarked;

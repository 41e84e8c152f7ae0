/**
 * What a person has chosen and Patchbay keeps: one JSON file of keys and values, read at the start and written whole. A {@link Setting} is
 * a key with the value that holds as long as nothing else was chosen; it is declared where the choice means something. A broken file
 * loses nothing: it is kept beside the new one, and a sentence says so. Keys that this version does not know stay in the file. Start with
 * {@link Settings}.
 */
@NullMarked
package dev.patchbay.settings;

import org.jspecify.annotations.NullMarked;

/**
 * Sentences for people: a key and its arguments, put into words from the message bundles when somebody reads them. Core code makes {@link
 * Message}s, never texts, so that window and command line speak the chosen language.
 */
@NullMarked
package dev.patchbay.message;

import org.jspecify.annotations.NullMarked;

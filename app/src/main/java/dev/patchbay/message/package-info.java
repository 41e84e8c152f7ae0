/**
 * Sentences for people, kept as a key with arguments and looked up in the message bundles when they are shown. Core code makes {@link
 * Message}s, never texts, so that window and command line use the chosen language. The bundles themselves are in {@code ui-resources}.
 */
@NullMarked
package dev.patchbay.message;

import org.jspecify.annotations.NullMarked;

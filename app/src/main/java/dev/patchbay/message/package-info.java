/** Sentences for people: a key and its arguments, put into words from the message bundles when somebody reads them. */
@NullMarked
package dev.patchbay.message;

import org.jspecify.annotations.NullMarked;

/**
 * What was made in the place Preview, and what can be done with it: the history of clips with their settings, the words of a command line
 * that makes one again, and the difference between the clips without and with adapters. Runs themselves are in
 * {@link dev.patchbay.ui.preview.run}. Start reading at {@link dev.patchbay.ui.preview.made.ClipHistory}.
 */
@NullMarked
package dev.patchbay.ui.preview.made;

import org.jspecify.annotations.NullMarked;

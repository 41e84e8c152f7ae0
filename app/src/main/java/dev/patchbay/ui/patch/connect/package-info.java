/** Joining rows of the two trees: drag and drop, cables, offers. */
@NullMarked
package dev.patchbay.ui.patch.connect;

import org.jspecify.annotations.NullMarked;

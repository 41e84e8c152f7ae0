/**
 * Joining rows of the two trees: drag and drop and its keyboard way, the cables, and the card that offers what a drop could mean. {@link
 * ConnectModel} is the state; what a pair of rows means is asked of {@code matching.drop} in the background. No rule is made here.
 */
@NullMarked
package dev.patchbay.ui.patch.connect;

import org.jspecify.annotations.NullMarked;

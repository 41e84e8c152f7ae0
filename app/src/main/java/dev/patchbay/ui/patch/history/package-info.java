/**
 * The steps of the workspace by name, to go back and forth by a click. What a step is belongs to {@code workspace}; nothing is undone here
 * that undo would not undo. Begin with {@link HistoryModel}.
 */
@NullMarked
package dev.patchbay.ui.patch.history;

import org.jspecify.annotations.NullMarked;

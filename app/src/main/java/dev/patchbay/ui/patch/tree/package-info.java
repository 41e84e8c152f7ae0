/**
 * Trees of dotted names with the state of every tensor and module, searched, for 100,000 rows: built in the background, rows made when
 * they are looked at. Start with {@link NameTree} and {@link NameTreeView}. What a state means is decided in {@code inspection}.
 */
@NullMarked
package dev.patchbay.ui.patch.tree;

import org.jspecify.annotations.NullMarked;

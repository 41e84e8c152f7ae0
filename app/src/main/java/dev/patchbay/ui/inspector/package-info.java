/**
 * The inspector: a drawer at the right of a place that shows what the selected tensor or module is like. What is computed, and how, is the
 * business of {@code examination}; here it is asked for, kept for a while, and drawn. Knows no tree: it is told what is pointed at. Start
 * with {@link InspectorModel}.
 */
@NullMarked
package dev.patchbay.ui.inspector;

import org.jspecify.annotations.NullMarked;

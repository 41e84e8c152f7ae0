/**
 * The Compare place: two checkpoints beside each other, their tensors aligned by name or through rules, and what differs. What a
 * difference is, and whether a training went on, is the business of {@code comparison} and {@code inspection.values}; here it is asked for
 * in the background, filtered and drawn. The place opens its files itself and closes them when others take their place. Start with
 * {@link CompareModel}.
 */
@NullMarked
package dev.patchbay.ui.compare;

import org.jspecify.annotations.NullMarked;

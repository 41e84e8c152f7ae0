/**
 * Edits of an adapter that keep its names: metadata, modules that are left out, and strengths of blocks. What no edit concerns is copied
 * bit for bit, and a file that would mean something else than was asked (another scale, because the metadata that declared it is gone) is
 * not written. No other names and no other ranks are made here; that is {@code export.adapter} and {@code export.resize}. Start with
 * {@link EditExport}.
 */
@NullMarked
package dev.patchbay.export.edit;

import org.jspecify.annotations.NullMarked;

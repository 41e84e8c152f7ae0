package dev.patchbay.ui.shell.document;

import dev.patchbay.workspace.saved.SavedPreview;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a workspace file keeps of other places, which the window's frame does not know.
 *
 * @param preview the settings of the preview
 * @param usePreview restores them
 * @param arrived whether what was restored has settled: a model that is read sets values of its own meanwhile
 */
public record DocumentParts(
        Supplier<SavedPreview> preview, Consumer<SavedPreview> usePreview, BooleanSupplier arrived) {}

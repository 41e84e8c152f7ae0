package dev.patchbay.ui.export;

import dev.patchbay.export.Conversion;
import dev.patchbay.export.adapter.ExportPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan with what carries it out.
 *
 * @param suggested a file that is not there yet
 * @param dropped left-out tensors by kind
 */
public record PlannedExport(Conversion export, ExportPlan plan, Path suggested, List<DroppedGroup> dropped) {

    public PlannedExport {
        dropped = List.copyOf(dropped);
    }
}

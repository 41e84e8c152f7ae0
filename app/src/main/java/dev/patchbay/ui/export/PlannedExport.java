package dev.patchbay.ui.export;

import dev.patchbay.export.Conversion;
import dev.patchbay.export.adapter.ExportPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * An export plan and the conversion that carries it out.
 *
 * @param suggested path of a file that does not exist yet
 * @param dropped tensors that are not exported, by kind
 */
public record PlannedExport(Conversion export, ExportPlan plan, Path suggested, List<DroppedGroup> dropped) {

    public PlannedExport {
        dropped = List.copyOf(dropped);
    }
}

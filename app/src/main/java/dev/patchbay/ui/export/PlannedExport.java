package dev.patchbay.ui.export;

import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An export plan and the conversion that carries it out.
 *
 * @param export without the values of the base
 * @param plan to be shown; values of the base that it needs can no longer be read
 * @param suggested path of a file that does not exist yet
 * @param dropped tensors that are not exported, by kind
 * @param analysis of which it is
 */
public record PlannedExport(
        Conversion export, ExportPlan plan, ExportOptions options, Path suggested, List<DroppedGroup> dropped, Analysis analysis) {

    public PlannedExport {
        dropped = List.copyOf(dropped);
    }

    /** Writes the plan; one that needs values of the base is made again while they are open. */
    ExportReport write(BaseValues values, Path file, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        return values.during(analysis.adapter(), analysis.state().base(), weights -> {
            Conversion conversion = export.with(weights);
            ExportPlan fresh = weights.isPresent() ? conversion.plan(options) : plan;
            return conversion.write(fresh, file, overwrite, progress, cancellation);
        });
    }
}

package dev.patchbay.export;

import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportTensor;
import java.nio.file.Path;

/**
 * What was written and proven.
 *
 * @param out the new file
 * @param bytes its size
 * @param maxRelativeError largest ‖written − wanted‖ / ‖wanted‖ over all tensors after the file was read again; 0 where only names changed
 * @param changes how near the modules of an adapter are to those of the source
 */
public record ExportReport(Path out, ExportPlan plan, long bytes, double maxRelativeError, ChangeReport changes) {

    /** True if not a bit of a tensor changed, nor what any module does: the names did, and where the scale stands. */
    public boolean isBitExact() {
        return plan.tensors().stream().allMatch(ExportTensor::keepsElements) && maxRelativeError == 0 && changes.largestError() == 0;
    }
}

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
 * @param maxRelativeError largest ‖written − wanted‖ / ‖wanted‖ of a tensor, measured on the file that was read again; 0 where only names
 *     changed
 * @param changes relative error of each adapter module's ΔW
 */
public record ExportReport(Path out, ExportPlan plan, long bytes, double maxRelativeError, ChangeReport changes) {

    /**
     * True if every value is stored bit for bit and every module's ΔW is the same: only names, and the place where the scale is declared,
     * changed.
     */
    public boolean isBitExact() {
        return plan.tensors().stream().allMatch(ExportTensor::keepsElements) && maxRelativeError == 0 && changes.largestError() == 0;
    }
}

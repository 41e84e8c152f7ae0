package dev.patchbay.export;

import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was written and proven.
 *
 * @param out the new file
 * @param bytes its size
 * @param maxRelativeError largest ‖written − wanted‖ / ‖wanted‖ of a tensor, measured on the file that was read again; 0 where only names
 *     changed
 * @param changes relative error of each adapter module's ΔW
 * @param verdict what the target program will do with the file that was read again; empty without a base, for a full model, and for a
 *     program whose loader is not modelled
 */
public record ExportReport(
        Path out, ExportPlan plan, long bytes, double maxRelativeError, ChangeReport changes, Optional<Verdict> verdict) {

    /**
     * True if every value is stored bit for bit and every module's ΔW is the same: only names, and the place where the scale is declared,
     * changed.
     */
    public boolean isBitExact() {
        return plan.tensors().stream().allMatch(ExportTensor::keepsElements) && maxRelativeError == 0 && changes.largestError() == 0;
    }

    /** True unless the target program passes over some of it, or it is not known what it does with a file for this base. */
    public boolean isVerified() {
        return verdict.filter(one -> one.outcome() != Outcome.APPLIES).isEmpty();
    }
}

package dev.patchbay.export;

import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.message.Message;
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

    /** True if the target program is known to apply all of it to the base. */
    public boolean isVerified() {
        return verdict.filter(Verdict::applies).isPresent();
    }

    /** Why it is only known that Patchbay reads the file back, as a sentence; empty if it is verified. */
    public Optional<Message> doubt() {
        if (isVerified()) {
            return Optional.empty();
        }
        String program = plan.target().title();
        if (verdict.isPresent()) {
            String key = verdict.get().outcome() == Outcome.UNKNOWN ? "export.readBack.unknown" : "export.readBack.part";
            return Optional.of(Message.of(key, program + " " + verdict.get().version(), verdict.get().message()));
        }
        boolean modelled = plan.isAdapter() && !plan.target().loader().version().isEmpty();
        return Optional.of(Message.of(modelled ? "export.readBack.noBase" : "export.readBack.notModelled", program));
    }
}

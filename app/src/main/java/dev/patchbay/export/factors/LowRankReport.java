package dev.patchbay.export.factors;

import dev.patchbay.loader.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * The output of a resize or merge with its measured errors.
 *
 * @param out the new file or folder
 * @param bytes of its tensors
 * @param modules in the order of the source
 * @param verdicts what each program does with the file that was read again; none without a base
 */
public record LowRankReport(Path out, long bytes, List<ModuleError> modules, List<Verdict> verdicts) {

    public LowRankReport {
        modules = List.copyOf(modules);
        verdicts = List.copyOf(verdicts);
    }

    /** True if a program is known to apply all of it to the base. */
    public boolean isVerified() {
        return verdicts.stream().anyMatch(Verdict::applies);
    }

    /** The largest error of a module; 0 where there are none. */
    public double largestError() {
        return modules.stream().mapToDouble(ModuleError::error).max().orElse(0);
    }

    public double meanError() {
        return modules.stream().mapToDouble(ModuleError::error).average().orElse(0);
    }
}

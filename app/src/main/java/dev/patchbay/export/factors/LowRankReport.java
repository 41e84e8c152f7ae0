package dev.patchbay.export.factors;

import java.nio.file.Path;
import java.util.List;

/**
 * The output of a resize or merge with its measured errors.
 *
 * @param out the new file or folder
 * @param bytes of its tensors
 * @param modules in the order of the source
 */
public record LowRankReport(Path out, long bytes, List<ModuleError> modules) {

    public LowRankReport {
        modules = List.copyOf(modules);
    }

    /** The largest error of a module; 0 where there are none. */
    public double largestError() {
        return modules.stream().mapToDouble(ModuleError::error).max().orElse(0);
    }

    public double meanError() {
        return modules.stream().mapToDouble(ModuleError::error).average().orElse(0);
    }
}

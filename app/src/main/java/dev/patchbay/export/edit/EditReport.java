package dev.patchbay.export.edit;

import dev.patchbay.loader.Verdict;
import java.nio.file.Path;
import java.util.List;

/**
 * What was measured on an edited file that was read again.
 *
 * @param out the new file or folder
 * @param bytes it takes
 * @param largestError ‖written − wanted‖ / ‖wanted‖ of the tensor that was rounded most; 0 where all are copies
 * @param verdicts what each program does with it; none without a base
 */
public record EditReport(Path out, long bytes, double largestError, List<Verdict> verdicts) {

    public EditReport {
        verdicts = List.copyOf(verdicts);
    }

    /** True if a program is known to apply all of it to the base. */
    public boolean isVerified() {
        return verdicts.stream().anyMatch(Verdict::applies);
    }
}

package dev.patchbay.inspection;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts of programs on a file, without the search for problems.
 *
 * @param verdicts one for each of {@link Program#judged}
 * @param model for a file without any part of an adapter, how it fits as a full model; verdicts do not apply to it
 */
public record Forecast(List<Verdict> verdicts, Optional<WholeModelFit> model) {

    public Forecast {
        verdicts = List.copyOf(verdicts);
    }

    public static Forecast of(AdapterFit fit) {
        return new Forecast(Program.verdicts(fit), fit.wholeModel().map(WholeModelFit::of));
    }

    /** True if the file is the base's own model instead of an adapter for it. */
    public boolean isWholeModel() {
        return model.filter(WholeModelFit::recognised).isPresent();
    }
}

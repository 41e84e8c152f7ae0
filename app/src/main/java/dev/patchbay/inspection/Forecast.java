package dev.patchbay.inspection;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Program;
import java.util.List;
import java.util.Optional;

/**
 * What programs will do with a file, without a search for what is wrong with it.
 *
 * @param verdicts one for each consumer
 * @param model of a file that holds no part of an adapter; loaders of adapters are no measure for it
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

package dev.patchbay.loader;

import dev.patchbay.inspection.fit.AdapterFit;
import java.util.List;

/** What every modelled consumer will do. */
public final class Verdicts {

    private Verdicts() {}

    /** One verdict for each consumer, in the order of {@link Consumer}. */
    public static List<Verdict> of(AdapterFit context) {
        return List.of(DiffusersVerdict.of(context), PeftVerdict.of(context), ComfyVerdict.of(context));
    }
}

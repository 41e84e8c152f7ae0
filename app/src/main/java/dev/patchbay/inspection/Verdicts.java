package dev.patchbay.inspection;

import java.util.List;

/** What every modelled consumer will do. */
final class Verdicts {

    private Verdicts() {}

    /** One verdict for each consumer, in the order of {@link Consumer}. */
    static List<Verdict> of(AdapterFit context) {
        return List.of(DiffusersVerdict.of(context), PeftVerdict.of(context), ComfyVerdict.of(context));
    }
}

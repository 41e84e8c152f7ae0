package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.ui.fx.Texts;

/** Display names of the kinds of problems. */
final class ProblemWords {

    private ProblemWords() {}

    /** "Unknown name"; the command line prints {@code name-mismatch}. */
    static String title(ProblemCode code) {
        return Texts.of("ui.code." + code);
    }
}

package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.ui.fx.Texts;

/** Display names of the kinds of problems and causes. */
final class ProblemWords {

    private ProblemWords() {}

    /** "Other names"; the command line prints {@code naming}. */
    static String title(CauseCode code) {
        return Texts.of("ui.cause." + code);
    }

    /** "Unknown name"; the command line prints {@code name-mismatch}. */
    static String title(ProblemCode code) {
        return Texts.of("ui.code." + code);
    }
}

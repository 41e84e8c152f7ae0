package dev.patchbay.ui.patch;

import dev.patchbay.inspection.ProblemCode;
import dev.patchbay.ui.fx.Texts;

/** What kinds of problems are called in the window. */
final class ProblemWords {

    private ProblemWords() {}

    /** "Unknown name"; the command line prints {@code name-mismatch}. */
    static String title(ProblemCode code) {
        return Texts.of("ui.code." + code);
    }
}

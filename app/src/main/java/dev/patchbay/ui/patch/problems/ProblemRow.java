package dev.patchbay.ui.patch.problems;

import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A row of the list: a cause, or one of the problems folded under it.
 *
 * @param folded problems of the cause that pass the filters, the most telling one first
 * @param under the problem of this row; empty for the row of the cause
 * @param isOpen true while the problems of the cause are shown
 */
record ProblemRow(Cause cause, List<Problem> folded, Optional<Problem> under, boolean isOpen) {

    ProblemRow {
        folded = List.copyOf(folded);
    }

    boolean isCause() {
        return under.isEmpty();
    }

    /** True for a cause with several problems; a single one says what its cause says. */
    boolean opens() {
        return isCause() && folded.size() > 1;
    }

    /** What the row shows in the trees: its problem, or the most telling one of its cause. */
    Optional<Problem> problem() {
        return under.or(() -> folded.stream().findFirst());
    }

    /** As bad as the cause is in the program that takes most of the file; what is folded under it is no worse than that. */
    Severity severity() {
        return under.map(Problem::severity).filter(own -> own.compareTo(cause.severity()) > 0).orElse(cause.severity());
    }

    /** What mends it, best first; a folded problem has only what its cause does not offer already. */
    List<QuickFix> fixes() {
        List<QuickFix> ofCause = cause.fixes();
        return under.map(problem -> problem.fixes().stream().filter(fix -> !ofCause.contains(fix)).toList()).orElse(ofCause);
    }

    String sentence() {
        return under.map(Problem::message).orElse(cause.message()).text();
    }

    /** True if that row of an older report is about the same. */
    boolean isSameAs(ProblemRow old) {
        return cause.code() == old.cause.code() && isCause() == old.isCause()
                && under.map(one -> old.under.filter(other -> isSame(one, other)).isPresent())
                        .orElseGet(() -> folded.isEmpty() || old.folded.isEmpty() || isSame(folded.getFirst(), old.folded.getFirst()));
    }

    private static boolean isSame(Problem one, Problem other) {
        return one.code() == other.code() && one.axis().equals(other.axis()) && one.tensors().equals(other.tensors());
    }
}

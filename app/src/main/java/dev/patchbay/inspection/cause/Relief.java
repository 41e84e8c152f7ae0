package dev.patchbay.inspection.cause;

import dev.patchbay.inspection.check.RankCheck;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import java.util.Map;

/**
 * How bad a problem is in a program that takes the whole adapter: foreign names, forms and ranks are then notes, since it reads them. What
 * the values are, what the person expects and what declarations contradict stays as it is; tensors of no module, of which no loader's
 * verdict counts any, are a warning at most.
 *
 * @param states of the stored tensors, by name
 */
record Relief(Map<String, TensorState> states) {

    Severity of(Problem problem) {
        CauseCode cause = CauseCodes.of(problem);
        if (cause == CauseCode.VALUES || RankCheck.isOfExpectation(problem)) {
            return problem.severity();
        }
        if (isBesideModules(problem)) {
            return problem.severity() == Severity.INFO ? Severity.INFO : Severity.WARNING;
        }
        boolean contradiction = problem.severity() == Severity.WARNING
                && (problem.code() == ProblemCode.ALPHA_MISMATCH || problem.code() == ProblemCode.MAGNITUDE_MISSING
                        || problem.tensors().isEmpty());
        return contradiction ? Severity.WARNING : Severity.INFO;
    }

    private boolean isBesideModules(Problem problem) {
        return !problem.tensors().isEmpty()
                && problem.tensors().stream().allMatch(tensor -> states.get(tensor) == TensorState.LEFTOVER);
    }
}

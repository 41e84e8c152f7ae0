package dev.patchbay.inspection.values;

import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Findings from an adapter's values.
 *
 * @param problems worst first
 * @param norms Frobenius norm of ΔW by the module's mapped address; modules without a finite norm are left out
 */
public record ValueFindings(List<Problem> problems, Map<String, Double> norms) {

    public static final ValueFindings NONE = new ValueFindings(List.of(), Map.of());

    public ValueFindings {
        problems = List.copyOf(problems);
        norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
    }

    /** Stored tensors that hold NaN or infinity. */
    public Set<String> notFinite() {
        return problems.stream()
                .filter(problem -> problem.code() == ProblemCode.NOT_FINITE)
                .flatMap(problem -> problem.tensors().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}

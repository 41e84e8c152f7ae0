package dev.patchbay.inspection.values;

import dev.patchbay.inspection.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What only the values of an adapter tell.
 *
 * @param problems worst first
 * @param norms Frobenius norm of what a module adds to its weight, {@code s · B · A} or of another form, by the module's address as the
 *     rules leave it; without the modules that have no finite one
 */
public record ValueFindings(List<Problem> problems, Map<String, Double> norms) {

    public static final ValueFindings NONE = new ValueFindings(List.of(), Map.of());

    public ValueFindings {
        problems = List.copyOf(problems);
        norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
    }
}

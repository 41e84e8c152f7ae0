package dev.patchbay.inspection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an adapter fits a base model.
 *
 * @param problems worst first
 * @param verdict what diffusers will do
 * @param tensorStates state of every stored tensor, by its stored name
 * @param reaches base modules that the adapter reaches, by {@code component.module}
 */
public record InspectionReport(
        List<Problem> problems, Verdict verdict, Map<String, TensorState> tensorStates, Map<String, ModuleReach> reaches) {

    public InspectionReport {
        problems = List.copyOf(problems);
        tensorStates = Collections.unmodifiableMap(new LinkedHashMap<>(tensorStates));
        reaches = Collections.unmodifiableMap(new LinkedHashMap<>(reaches));
    }

    public long count(Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).count();
    }
}

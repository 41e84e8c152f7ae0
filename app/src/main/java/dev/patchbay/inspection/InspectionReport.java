package dev.patchbay.inspection;

import dev.patchbay.inspection.cause.Causes;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.fit.WholeModelFit;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramScales;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an adapter fits a base model.
 *
 * @param problems worst first
 * @param verdicts of the file as it is, one for each of {@link Program#judged}
 * @param verdictsAfterRules of an export of the mapping result; the same where no rule is enabled
 * @param scales that programs give to the modules of the file as it is, of those that apply it
 * @param tensorStates state of every stored tensor, by its stored name
 * @param reaches base modules that the adapter reaches, by {@code component.module}
 * @param model for a file without any part of an adapter, how the mapped file fits as a full model; verdicts do not apply to it
 * @param style what the names of the file are, in words; empty if that is not known
 * @param norms Frobenius norm of {@code s · B · A} by the module's mapped address; empty until values were read
 */
public record InspectionReport(
        List<Problem> problems,
        List<Verdict> verdicts,
        List<Verdict> verdictsAfterRules,
        ProgramScales scales,
        Map<String, TensorState> tensorStates,
        Map<String, ModuleReach> reaches,
        Optional<WholeModelFit> model,
        Optional<Message> style,
        Map<String, Double> norms) {

    public InspectionReport {
        problems = List.copyOf(problems);
        verdicts = List.copyOf(verdicts);
        verdictsAfterRules = List.copyOf(verdictsAfterRules);
        tensorStates = Collections.unmodifiableMap(new LinkedHashMap<>(tensorStates));
        reaches = Collections.unmodifiableMap(new LinkedHashMap<>(reaches));
        norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
    }

    /**
     * The causes of the problems, worst first, for a program; for an adapter that it does not take, at least one.
     *
     * @param asked about; empty for whichever takes most of the adapter
     */
    public List<Cause> causes(Optional<Program> asked) {
        Causes causes = new Causes(problems, tensorStates, style);
        return asked.isPresent() ? causes.of(Optional.of(decisive(asked))) : causes.ofAny(decisive(asked));
    }

    /** The causes for whichever program takes most of the adapter, or those of a full model. */
    public List<Cause> causes() {
        return isWholeModel() ? causesOfModel() : causes(Optional.empty());
    }

    /** The causes of the problems of a full model, of which verdicts say nothing. */
    public List<Cause> causesOfModel() {
        return new Causes(problems, tensorStates, style).of(Optional.empty());
    }

    /**
     * The verdict that decides whether the file fits: of the program asked about, else the best one.
     *
     * @param asked about; empty for whichever takes most of the adapter
     */
    public Verdict decisive(Optional<Program> asked) {
        return asked.map(this::verdictAfterRules).orElseGet(() -> verdictsAfterRules.stream()
                .max(Comparator.comparing(Verdict::applies).thenComparingInt(Verdict::applied).thenComparing(Verdict::isOfTheTensors)
                        .thenComparing(verdict -> verdict.outcome() != Verdict.Outcome.UNKNOWN))
                .orElseThrow());
    }

    public long count(Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).count();
    }

    /** The verdict of diffusers on the mapping result. */
    public Verdict verdict() {
        return verdictAfterRules(Program.DIFFUSERS);
    }

    /** What one program will do with the file as it is. */
    public Verdict verdict(Program program) {
        return of(program, verdicts);
    }

    /** What one program will do with the rules' result. */
    public Verdict verdictAfterRules(Program program) {
        return of(program, verdictsAfterRules);
    }

    private static Verdict of(Program program, List<Verdict> verdicts) {
        return verdicts.stream().filter(verdict -> verdict.program() == program).findFirst().orElseThrow();
    }

    /** True if the file is the base's own model instead of an adapter for it. */
    public boolean isWholeModel() {
        return model.filter(WholeModelFit::recognised).isPresent();
    }

    /** This report with the findings from the adapter's values. */
    public InspectionReport plus(ValueFindings values) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(values.problems());
        all.sort(Comparator.comparing(Problem::severity));
        Set<String> notFinite = notFinite(all);
        return new InspectionReport(
                all,
                verdicts.stream().map(verdict -> verdict.with(notFinite)).toList(),
                verdictsAfterRules.stream().map(verdict -> verdict.with(notFinite)).toList(),
                scales,
                tensorStates,
                reaches,
                model,
                style,
                values.norms());
    }

    /** Stored tensors that are known to hold NaN or infinity, alphas included. Before values were read, of alphas only. */
    public Set<String> notFinite() {
        return notFinite(problems);
    }

    private static Set<String> notFinite(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.code() == ProblemCode.NOT_FINITE)
                .flatMap(problem -> problem.tensors().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}

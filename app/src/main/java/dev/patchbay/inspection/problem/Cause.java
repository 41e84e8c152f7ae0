package dev.patchbay.inspection.problem;

import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reason for which a file does not act as it is meant to, with all that follows from it.
 *
 * @param severity for the program that was asked about, which may take what others do not
 * @param message a sentence a beginner understands
 * @param modules number of the adapter's modules it concerns, 0 if none
 * @param problems what the reason was seen by and what follows from it, the most telling one first; empty if only the program says it
 */
public record Cause(CauseCode code, Severity severity, Message message, int modules, List<Problem> problems) {

    public Cause {
        problems = List.copyOf(problems);
    }

    /** The same cause, as bad as this. */
    public Cause as(Severity other) {
        return new Cause(code, other, message, modules, problems);
    }

    /** Stored names it concerns, each once. */
    public List<String> tensors() {
        return problems.stream().flatMap(problem -> problem.tensors().stream()).distinct().toList();
    }

    /** What would help, best first: the fixes of the most telling problem. */
    public List<QuickFix> fixes() {
        return problems.stream().map(Problem::fixes).filter(fixes -> !fixes.isEmpty()).findFirst().orElse(List.of());
    }

    /** The fixes of its problems that are certain, each once. */
    public List<QuickFix> certainFixes() {
        return problems.stream().map(Problem::certainFix).flatMap(Optional::stream).distinct().toList();
    }

    /** The best change of rules, if there is one: what a line about the cause ends with. */
    public Optional<QuickFix> rules() {
        return fixes().stream().findFirst().filter(QuickFix.ChangeRules.class::isInstance);
    }

    /** The sentence, and what mends it where rules do. */
    public Message line() {
        return rules()
                .map(fix -> Message.of("inspection.cause.line", message, Message.of(
                        fix.certain() ? "inspection.cause.repairsAll" : "inspection.cause.repairsSome", fix.label())))
                .orElse(message);
    }

    /** How many problems of each kind are folded into the cause. */
    public Map<ProblemCode, Integer> counts() {
        Map<ProblemCode, Integer> counts = new LinkedHashMap<>();
        problems.forEach(problem -> counts.merge(problem.code(), 1, Integer::sum));
        return counts;
    }
}

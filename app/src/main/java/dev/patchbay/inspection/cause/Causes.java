package dev.patchbay.inspection.cause;

import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From many problems to a few causes, for the program that a person asks about.
 *
 * @param problems of one inspection
 * @param states of the stored tensors, by name
 * @param style what the names are, in words; empty if that is not known
 */
public record Causes(List<Problem> problems, Map<String, TensorState> states, Optional<Message> style) {

    private static final Set<CauseCode> OF_NAMES = EnumSet.of(CauseCode.WRAPPER, CauseCode.NAMING);
    /** What keeps a module from acting under whatever name. */
    private static final Set<ProblemCode> TORN =
            EnumSet.of(ProblemCode.MISSING_HALF, ProblemCode.SHAPE_MISMATCH, ProblemCode.TRANSPOSED, ProblemCode.RANK_MISMATCH);

    /**
     * The causes, worst first, then those that come before others; at most one of each code.
     *
     * @param asked verdict of the program that is asked about; empty for a file that is no adapter
     */
    public List<Cause> of(Optional<Verdict> asked) {
        boolean taken = asked.filter(Verdict::applies).isPresent();
        Relief relief = new Relief(states);
        List<Cause> causes = new ArrayList<>();
        Folding.of(problems).forEach((code, folded) -> {
            Severity worst = folded.stream()
                    .map(problem -> taken ? relief.of(problem) : problem.severity())
                    .min(Comparator.naturalOrder())
                    .orElse(Severity.INFO);
            causes.add(new Cause(code, worst, message(code, folded), modules(folded), folded));
        });
        if (asked.filter(verdict -> !taken && onlyTornModulesAreIdle(verdict)).isPresent()) {
            causes.replaceAll(cause -> OF_NAMES.contains(cause.code()) ? cause.as(Severity.INFO) : cause);
        }
        boolean explained = causes.stream().anyMatch(cause -> cause.severity() == Severity.ERROR);
        asked.filter(verdict -> !taken && !explained).map(Causes::ofProgram).ifPresent(causes::add);
        causes.sort(Comparator.comparing(Cause::severity).thenComparing(Cause::code));
        return List.copyOf(causes);
    }

    /** True if a program applies all modules but as many as are torn or do not fit: then it finds the names. */
    private boolean onlyTornModulesAreIdle(Verdict verdict) {
        List<Problem> torn = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR && TORN.contains(problem.code()))
                .toList();
        return verdict.outcome() == Verdict.Outcome.PARTIAL && verdict.of() - verdict.applied() == modules(torn);
    }

    private static Cause ofProgram(Verdict verdict) {
        return new Cause(CauseCode.PROGRAM, Severity.ERROR, verdict.message(), verdict.of() - verdict.applied(), List.of());
    }

    private Message message(CauseCode code, List<Problem> folded) {
        Problem first = folded.getFirst();
        if (folded.size() == 1 || code == CauseCode.WRONG_FAMILY) {
            return first.message();
        }
        int tensors = (int) folded.stream().flatMap(problem -> problem.tensors().stream()).distinct().count();
        if (code == CauseCode.NAMING) {
            Message names = style.orElseGet(() -> Message.of("inspection.cause.otherNames"));
            return Message.of("inspection.cause.naming", tensors, names, first.found());
        }
        return Message.of("inspection.cause.several", first.message(), folded.size() - 1);
    }

    private static int modules(List<Problem> folded) {
        return (int) folded.stream()
                .flatMap(problem -> problem.tensors().stream())
                .map(AdapterKey::parseAny)
                .flatMap(Optional::stream)
                .map(key -> key.container() + "." + key.component() + "." + key.module())
                .distinct()
                .count();
    }
}

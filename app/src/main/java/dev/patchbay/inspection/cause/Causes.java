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

    private static final Set<CauseCode> OF_NAMES = EnumSet.of(CauseCode.WRAPPER, CauseCode.STRAY, CauseCode.NAMING);
    /** What the base has no place for under whatever name. */
    private static final Set<CauseCode> HOMELESS = EnumSet.of(CauseCode.FEWER_BLOCKS, CauseCode.ABSENT_LAYERS);
    /** What may keep every program from taking a file. */
    private static final Set<CauseCode> OF_THE_FILE = EnumSet.of(
            CauseCode.WRONG_FAMILY, CauseCode.WRONG_SIZE, CauseCode.FEWER_BLOCKS, CauseCode.ABSENT_LAYERS, CauseCode.WRAPPER,
            CauseCode.STRAY, CauseCode.NAMING, CauseCode.UNKNOWN_NAMES, CauseCode.PARTS, CauseCode.LEFTOVERS);
    /** What keeps a module from acting under whatever name. */
    private static final Set<ProblemCode> TORN =
            EnumSet.of(ProblemCode.MISSING_HALF, ProblemCode.SHAPE_MISMATCH, ProblemCode.TRANSPOSED, ProblemCode.RANK_MISMATCH);

    /**
     * The causes, worst first, then those that come before others; at most one of each code.
     *
     * @param asked verdict of the program that is asked about; empty for a file that is no adapter
     */
    public List<Cause> of(Optional<Verdict> asked) {
        return of(asked, false);
    }

    /**
     * The causes where no program was asked about.
     *
     * @param best of the verdicts; if even that program takes nothing, what is odd about the file is the reason before the program is
     */
    public List<Cause> ofAny(Verdict best) {
        return of(Optional.of(best), best.applied() == 0);
    }

    private List<Cause> of(Optional<Verdict> asked, boolean reasonInFile) {
        boolean taken = asked.filter(Verdict::takesAll).isPresent();
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
        if (reasonInFile) {
            blameFile(causes);
        }
        boolean explained = causes.stream().anyMatch(cause -> cause.severity() == Severity.ERROR);
        asked.filter(verdict -> !taken && !explained).map(Causes::ofProgram).ifPresent(causes::add);
        causes.sort(Comparator.comparing(Cause::severity).thenComparing(Cause::code));
        return List.copyOf(causes);
    }

    /** If nothing of the file is an error, the first of what it warns of is. */
    private static void blameFile(List<Cause> causes) {
        if (causes.stream().anyMatch(cause -> cause.severity() == Severity.ERROR)) {
            return;
        }
        causes.stream()
                .filter(cause -> cause.severity() == Severity.WARNING && OF_THE_FILE.contains(cause.code()))
                .min(Comparator.comparing(Cause::code))
                .ifPresent(first -> causes.set(causes.indexOf(first), first.as(Severity.ERROR)));
    }

    /** True if a program applies all modules but as many as are torn, do not fit or have no place in the base: then it finds the names. */
    private boolean onlyTornModulesAreIdle(Verdict verdict) {
        List<Problem> torn = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> TORN.contains(problem.code()) || HOMELESS.contains(CauseCodes.of(problem)))
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

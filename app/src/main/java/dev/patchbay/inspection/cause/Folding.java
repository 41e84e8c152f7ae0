package dev.patchbay.inspection.cause;

import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts problems together by cause, and what follows from a cause under it. */
final class Folding {

    /** What a wrong base brings about by itself. */
    private static final List<CauseCode> OF_THE_BASE =
            List.of(
                    CauseCode.WRONG_SIZE, CauseCode.FEWER_BLOCKS, CauseCode.ABSENT_LAYERS, CauseCode.WRAPPER, CauseCode.STRAY,
                    CauseCode.NAMING, CauseCode.UNKNOWN_NAMES, CauseCode.LEFTOVERS);
    /** A base of other widths, with other blocks or without some layers, the first reason first. */
    private static final List<CauseCode> OF_ITS_SIZE = List.of(CauseCode.WRONG_SIZE, CauseCode.FEWER_BLOCKS, CauseCode.ABSENT_LAYERS);
    /** Differences of names, which one change of rules may mend together. */
    private static final List<CauseCode> OF_NAMES =
            List.of(CauseCode.WRAPPER, CauseCode.STRAY, CauseCode.NAMING, CauseCode.UNKNOWN_NAMES, CauseCode.PARTS);

    private final Map<CauseCode, List<Problem>> groups = new EnumMap<>(CauseCode.class);

    private Folding(List<Problem> problems) {
        problems.forEach(problem -> groups.computeIfAbsent(CauseCodes.of(problem), code -> new ArrayList<>()).add(problem));
    }

    /** Problems by cause, in the order of causes; each list begins with a problem of that very cause. */
    static Map<CauseCode, List<Problem>> of(List<Problem> problems) {
        Folding folding = new Folding(problems);
        folding.underWrongFamily();
        folding.underWrongSize();
        folding.underOneChangeOfRules();
        return folding.groups;
    }

    private void underWrongFamily() {
        boolean wrong = problems(CauseCode.WRONG_FAMILY).stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        if (wrong) {
            OF_THE_BASE.forEach(code -> move(code, CauseCode.WRONG_FAMILY));
        }
    }

    /** A base of another size is the reason before its names are, for as many tensors as it concerns. */
    private void underWrongSize() {
        for (CauseCode size : OF_ITS_SIZE) {
            Set<String> sized = tensors(problems(size));
            for (CauseCode code : List.of(CauseCode.NAMING, CauseCode.UNKNOWN_NAMES)) {
                Set<String> named = tensors(problems(code));
                if (!named.isEmpty() && sized.containsAll(named)) {
                    move(code, size);
                }
            }
        }
        // Of a model of other widths it goes without saying that it has another number of blocks.
        for (CauseCode code : List.of(CauseCode.FEWER_BLOCKS, CauseCode.ABSENT_LAYERS)) {
            if (size(CauseCode.WRONG_SIZE) > size(code)) {
                move(code, CauseCode.WRONG_SIZE);
            }
        }
    }

    /** Names that differ in several ways are one cause where one change of rules mends them all: that of most tensors. */
    private void underOneChangeOfRules() {
        List<CauseCode> mended = OF_NAMES.stream().filter(code -> rules(problems(code)).isPresent()).toList();
        for (CauseCode code : mended) {
            mended.stream()
                    .filter(other -> other != code && rules(problems(other)).equals(rules(problems(code))))
                    .max((one, other) -> Integer.compare(size(one), size(other)))
                    .filter(other -> size(other) > size(code) || size(other) == size(code) && other.compareTo(code) < 0)
                    .ifPresent(other -> move(code, other));
        }
    }

    private int size(CauseCode code) {
        return tensors(problems(code)).size();
    }

    private static Optional<QuickFix> rules(List<Problem> problems) {
        return problems.stream().flatMap(problem -> problem.fixes().stream().limit(1)).findFirst()
                .filter(QuickFix.ChangeRules.class::isInstance);
    }

    private static Set<String> tensors(Collection<Problem> problems) {
        Set<String> tensors = new HashSet<>();
        problems.forEach(problem -> tensors.addAll(problem.tensors()));
        return tensors;
    }

    private List<Problem> problems(CauseCode code) {
        return groups.getOrDefault(code, List.of());
    }

    private void move(CauseCode from, CauseCode to) {
        List<Problem> moved = groups.remove(from);
        if (moved != null) {
            groups.computeIfAbsent(to, code -> new ArrayList<>()).addAll(moved);
        }
    }
}

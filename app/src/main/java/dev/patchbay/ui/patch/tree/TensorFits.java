package dev.patchbay.ui.patch.tree;

import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.loader.Program;
import dev.patchbay.workspace.Analysis;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** State of every stored tensor: from name and shape, and from its values and algorithm. */
public final class TensorFits {

    public static final TensorFits NONE = new TensorFits(Map.of(), Set.of(), Map.of());

    private final Map<String, TensorState> states;
    /** What the base has under other names only, and the program takes all the same. */
    private final Set<String> taken;
    /** Only the tensors with a problem beyond name and shape. */
    private final Map<String, FitState> special;

    private TensorFits(Map<String, TensorState> states, Set<String> taken, Map<String, FitState> special) {
        this.states = states;
        this.taken = taken;
        this.special = special;
    }

    /** States as an inspection found them. What the chosen program takes under names that the base does not have fits, too. */
    public static TensorFits of(Analysis analysis) {
        return analysis.report().map(report -> of(report, analysis.state().program())).orElse(NONE);
    }

    private static TensorFits of(InspectionReport report, Optional<Program> program) {
        Map<String, FitState> special = new HashMap<>();
        for (Problem problem : report.problems()) {
            special(problem).ifPresent(state -> problem.tensors().forEach(tensor -> special.merge(tensor, state, FitState::and)));
        }
        return new TensorFits(report.tensorStates(), taken(report, program), special);
    }

    private static Set<String> taken(InspectionReport report, Optional<Program> program) {
        return report.isWholeModel()
                ? Set.of()
                : report.decisive(program).acting().stream()
                        .flatMap(module -> module.tensors().stream())
                        .flatMap(tensor -> tensor.sources().stream())
                        .filter(name -> report.tensorStates().get(name) == TensorState.UNMATCHED)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<FitState> special(Problem problem) {
        return switch (problem.code()) {
            case NOT_FINITE -> Optional.of(FitState.NOT_FINITE);
            case UNSUPPORTED_ALGORITHM -> Optional.of(FitState.UNSUPPORTED);
            case ZERO_PRODUCT -> Optional.of(FitState.ZERO);
            case NORM_UNUSUAL -> Optional.of(FitState.UNUSUAL);
            default -> Optional.empty();
        };
    }

    public boolean isEmpty() {
        return states.isEmpty();
    }

    /** Of a stored tensor; null for what is none. */
    @Nullable FitState get(String tensor) {
        TensorState state = states.get(tensor);
        if (state == null) {
            return null;
        }
        FitState byShape = taken.contains(tensor) ? FitState.FITS : FitState.of(state);
        FitState more = special.get(tensor);
        return more == null || state == TensorState.DROPPED || state == TensorState.LEFTOVER ? byShape : byShape.and(more);
    }

    /**
     * The state of a module made of these tensors as far as values and algorithm decide it; {@link FitState#FITS} if they show no
     * problem. One tensor that is not finite or unsupported decides; any other state counts only if all tensors have it, since the pieces
     * of a split layer share a tensor.
     */
    public FitState beyondShape(List<String> tensors) {
        Set<FitState> found = EnumSet.noneOf(FitState.class);
        tensors.forEach(tensor -> found.add(special.getOrDefault(tensor, FitState.FITS)));
        if (found.contains(FitState.NOT_FINITE)) {
            return FitState.NOT_FINITE;
        }
        if (found.contains(FitState.UNSUPPORTED)) {
            return FitState.UNSUPPORTED;
        }
        return found.size() == 1 ? found.iterator().next() : FitState.FITS;
    }

    /** The states by name and shape alone, from the inspection. */
    public Map<String, TensorState> states() {
        return states;
    }
}

package dev.patchbay.ui.patch.tree;

import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.problem.Problem;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** State of every stored tensor: from name and shape, and from its values and algorithm. */
public final class TensorFits {

    public static final TensorFits NONE = new TensorFits(Map.of(), Map.of());

    private final Map<String, TensorState> states;
    /** Only the tensors with a problem beyond name and shape. */
    private final Map<String, FitState> special;

    private TensorFits(Map<String, TensorState> states, Map<String, FitState> special) {
        this.states = states;
        this.special = special;
    }

    public static TensorFits of(InspectionReport report) {
        Map<String, FitState> special = new HashMap<>();
        for (Problem problem : report.problems()) {
            special(problem).ifPresent(state -> problem.tensors().forEach(tensor -> special.merge(tensor, state, FitState::and)));
        }
        return new TensorFits(report.tensorStates(), special);
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
        FitState byShape = FitState.of(state);
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

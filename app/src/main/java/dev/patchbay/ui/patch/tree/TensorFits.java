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

/** How every stored tensor fares: what becomes of it by name and shape, and what its values and its algorithm tell. */
public final class TensorFits {

    public static final TensorFits NONE = new TensorFits(Map.of(), Map.of());

    private final Map<String, TensorState> states;
    /** Of the few tensors that something besides name and shape stands against. */
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
     * What values and algorithm tell of a module, made of these tensors; {@link FitState#FITS} if nothing. One sick tensor is enough; but
     * the pieces of a split layer share a tensor, so a module adds nothing only if that is said of all its tensors.
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

    /** What the inspection says by name and shape alone. */
    public Map<String, TensorState> states() {
        return states;
    }
}

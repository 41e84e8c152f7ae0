package dev.patchbay.ui.patch.problems;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** Applies quick fixes to a workspace state. */
final class Fixes {

    /** Analyses the state after each fix; {@link Analyzer#analyze} outside tests. */
    @FunctionalInterface
    interface Look {

        Analysis at(WorkspaceState state) throws IOException;
    }

    private Fixes() {}

    /** The state after a fix; unchanged for a resize, which writes a new file instead. */
    static WorkspaceState apply(QuickFix fix, WorkspaceState state) {
        return switch (fix) {
            case QuickFix.ChangeRules change -> state.with(change.rules());
            case QuickFix.SetScale set -> state.with(OptionalDouble.of(set.scale()));
            case QuickFix.DropTensors drop -> state.with(drop.rules());
            case QuickFix.ChooseBase choose -> ModelCatalog.find(choose.base()).map(state::with).orElse(state);
            case QuickFix.ResizeRank resize -> state;
        };
    }

    /** The fix of each problem that has a certain one. */
    private static List<QuickFix> certain(Analysis analysis) {
        return analysis.report().stream()
                .flatMap(report -> report.problems().stream())
                .flatMap(problem -> problem.certainFix().stream())
                .toList();
    }

    /** How many causes there are, as a person sees them, of which certain fixes mend something. */
    static int mended(List<Cause> causes) {
        return (int) causes.stream().filter(cause -> !cause.certainFixes().isEmpty()).count();
    }

    /**
     * Applies certain fixes until none is left. After each one the state is analysed again: a fix contains a whole rule set, so a second
     * fix from the same analysis would remove the rules of the first.
     */
    static WorkspaceState applyCertain(WorkspaceState start, Look look, Cancellation cancellation) throws IOException {
        WorkspaceState state = start;
        List<QuickFix> left = certain(look.at(state));
        for (int budget = left.size(); budget > 0 && !left.isEmpty(); budget--) {
            cancellation.check();
            WorkspaceState next = apply(left.getFirst(), state);
            if (next.equals(state)) {
                return state;
            }
            state = next;
            left = certain(look.at(state));
        }
        return state;
    }
}

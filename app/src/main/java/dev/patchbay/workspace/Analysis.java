package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.MappingResult;
import java.util.List;
import java.util.Optional;

/**
 * Everything that follows from a {@link WorkspaceState}: a pure function of it, computed off the FX thread.
 *
 * @param state what it was computed from
 * @param mapping result of applying the rules to the names
 * @param adapter the modules assembled from that result
 * @param report the inspection against the base; empty without a base, or if nothing was inspected
 */
public record Analysis(WorkspaceState state, MappingResult mapping, Adapter adapter, Optional<InspectionReport> report) {

    /** Each module of the adapter with its counterpart in the base; empty without a base. */
    public Optional<AdapterFit> fit() {
        return state.base().map(base -> new AdapterFit(state.checkpoint().orElseThrow(), mapping, adapter, base, state.expectation()));
    }

    /** The causes of the problems, worst first, as bad as they are for the program of the state. */
    public List<Cause> causes() {
        return report.map(found -> found.isWholeModel() ? found.causesOfModel() : found.causes(state.program())).orElse(List.of());
    }

    /** This analysis of a state that differs in the program only, which nothing here was computed from. */
    Analysis meantFor(Optional<Program> program) {
        return new Analysis(state.meantFor(program), mapping, adapter, report);
    }

    /** This analysis extended by what {@link Analyzer#values} found. */
    public Analysis plus(ValueFindings values) {
        return new Analysis(state, mapping, adapter, report.map(one -> one.plus(values)));
    }
}

package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.mapping.MappingResult;
import java.util.Optional;

/**
 * Everything that follows from a {@link WorkspaceState}: a pure function of it, computed away from the window's thread.
 *
 * @param state what it was computed from
 * @param mapping what the rules make of the names
 * @param adapter the modules put together from the result
 * @param report how they fit the base; empty without a base, and where nothing was inspected
 */
public record Analysis(WorkspaceState state, MappingResult mapping, Adapter adapter, Optional<InspectionReport> report) {

    /** Each module of the adapter with the one of the base that it is for; empty without a base. */
    public Optional<AdapterFit> fit() {
        return state.base().map(base -> new AdapterFit(state.checkpoint().orElseThrow(), mapping, adapter, base, state.expectation()));
    }

    /** The same with what {@link Analyzer#values} found. */
    public Analysis plus(ValueFindings values) {
        return new Analysis(state, mapping, adapter, report.map(one -> one.plus(values)));
    }
}

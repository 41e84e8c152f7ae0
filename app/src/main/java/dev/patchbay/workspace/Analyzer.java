package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.inspection.values.ValueInspection;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.Optional;

/** The one data flow: checkpoint → rules → adapter → inspection. */
public final class Analyzer {

    private Analyzer() {}

    /**
     * Everything that follows from a state with a checkpoint. Reads an alpha tensor's few bytes at most.
     *
     * @throws IOException if such a tensor cannot be read
     * @throws java.util.NoSuchElementException if no checkpoint is open
     */
    public static Analysis analyze(WorkspaceState state) throws IOException {
        return analyze(state, KnownRules.BUILT_IN);
    }

    /**
     * The same.
     *
     * @param known rules that fixes may be made of
     */
    public static Analysis analyze(WorkspaceState state, KnownRules known) throws IOException {
        Checkpoint checkpoint = state.checkpoint().orElseThrow();
        ModuleNames names = state.base().<ModuleNames>map(base -> base::unflatten).orElse(ModuleNames.NONE);
        MappingResult mapping = state.rules().apply(checkpoint.infos(), names);
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, state.scale());
        Optional<InspectionReport> report =
                state.base().map(base -> Inspection.inspect(checkpoint, mapping, adapter, base, state.expectation(), known));
        return new Analysis(state, mapping, adapter, report);
    }

    /**
     * The slow rest: what only the values of the analysed adapter tell. Reads all of them once.
     *
     * @throws IOException if they cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static ValueFindings values(Analysis analysis, Progress progress, Cancellation cancellation) throws IOException {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        return ValueInspection.inspect(checkpoint, analysis.mapping(), analysis.adapter(), progress, cancellation);
    }
}

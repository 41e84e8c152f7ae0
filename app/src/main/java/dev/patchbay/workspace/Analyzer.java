package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.inspection.values.ValueInspection;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one data flow for one file: checkpoint → rules → adapter ({@link #map}), then → inspection ({@link #inspect}). However many rule
 * sets are mapped, tried or chosen from, each is applied to the file's names once, and the file as it is is inspected once. For one thread.
 */
public final class Analyzer {

    private final WorkspaceState state;
    private final RuleSearch search;
    private @Nullable Analysis asItIs;

    /**
     * @param state its rules do not matter here
     * @param known rules that may be chosen, and that fixes may be made of
     * @throws NoSuchElementException if no checkpoint is open
     */
    public Analyzer(WorkspaceState state, KnownRules known) {
        this(state, new RuleSearch(state.checkpoint().orElseThrow().infos(), names(state), known));
    }

    private Analyzer(WorkspaceState state, RuleSearch search) {
        this.state = state;
        this.search = search;
    }

    private static ModuleNames names(WorkspaceState state) {
        return state.base().<ModuleNames>map(base -> base::unflatten).orElse(ModuleNames.NONE);
    }

    /** The same file held against another base. */
    public Analyzer with(BaseModel base) {
        WorkspaceState other = state.with(base);
        return new Analyzer(other, search.with(names(other)));
    }

    public Checkpoint checkpoint() {
        return state.checkpoint().orElseThrow();
    }

    public Optional<BaseModel> base() {
        return state.base();
    }

    /** Tries rule sets on the file's names. */
    public RuleSearch search() {
        return search;
    }

    /**
     * What rules make of the file, without a report. Reads an alpha tensor's few bytes at most.
     *
     * @throws IOException if such a tensor cannot be read
     */
    public Analysis map(RuleSet rules) throws IOException {
        MappingResult mapping = search.apply(rules);
        Adapter adapter = AdapterAssembler.assemble(checkpoint(), mapping, state.scale());
        return new Analysis(state.with(rules), mapping, adapter, Optional.empty());
    }

    /** The same with a report on how it fits the base, if there is one. */
    public Analysis inspect(Analysis mapped) {
        Optional<InspectionReport> report = state.base().map(base -> Inspection.inspect(
                checkpoint(), mapped.mapping(), mapped.adapter(), base, state.expectation(), search));
        return new Analysis(mapped.state(), mapped.mapping(), mapped.adapter(), report);
    }

    /** The file without any rule, inspected; computed once. */
    public Analysis asItIs() throws IOException {
        Analysis known = asItIs;
        if (known == null) {
            known = inspect(map(RuleSet.EMPTY));
            asItIs = known;
        }
        return known;
    }

    /** As {@link #analyze(WorkspaceState, KnownRules)}, with the rules that come with Patchbay. */
    public static Analysis analyze(WorkspaceState state) throws IOException {
        return analyze(state, KnownRules.BUILT_IN);
    }

    /**
     * Everything that follows from a state with a checkpoint.
     *
     * @param known rules that fixes may be made of
     * @throws IOException if an alpha tensor cannot be read
     * @throws NoSuchElementException if no checkpoint is open
     */
    public static Analysis analyze(WorkspaceState state, KnownRules known) throws IOException {
        Analyzer analyzer = new Analyzer(state, known);
        return analyzer.inspect(analyzer.map(state.rules()));
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

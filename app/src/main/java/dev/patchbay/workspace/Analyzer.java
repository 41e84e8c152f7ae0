package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.values.ValueFindings;
import dev.patchbay.inspection.values.ValueInspection;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data flow for one file: checkpoint → rules → adapter ({@link #map}), then → inspection ({@link #inspect}). However many rule sets
 * are mapped, tried or chosen from, each is applied to the names once, and the unmapped file is inspected once. Not thread-safe.
 */
public final class Analyzer {

    private final WorkspaceState state;
    private final RuleSearch search;
    private @Nullable Analysis asItIs;

    /**
     * @param state the file and its base; the rules in it are ignored
     * @param known rules to choose from, also for fixes
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

    /** The same file against another base. */
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
     * Applies rules to the names, without an inspection. Reads at most the few bytes of alpha tensors.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public Analysis map(RuleSet rules) throws IOException {
        MappingResult mapping = search.apply(rules);
        Adapter adapter = AdapterAssembler.assemble(checkpoint(), mapping, state.scale());
        return new Analysis(state.with(rules), mapping, adapter, Optional.empty());
    }

    /** Adds the inspection against the base, if there is one. */
    public Analysis inspect(Analysis mapped) {
        Optional<InspectionReport> report = state.base().map(base -> Inspection.inspect(
                checkpoint(), mapped.mapping(), mapped.adapter(), base, state.expectation(), search));
        return new Analysis(mapped.state(), mapped.mapping(), mapped.adapter(), report);
    }

    /** True if no tensor is of an adapter, neither as it is named nor by the person's own rules. */
    public boolean isModel() {
        return checkpoint().tensors().keySet().stream().map(LeftoverKind::of).noneMatch(LeftoverKind::isAdapterPart)
                && Stream.concat(Stream.of(RuleSet.EMPTY), search.own().stream())
                        .allMatch(rules -> AdapterFit.named(checkpoint(), search.apply(rules)).modules().isEmpty());
    }

    /** The inspected file without any rules; computed once. */
    public Analysis asItIs() throws IOException {
        Analysis known = asItIs;
        if (known == null) {
            known = inspect(map(RuleSet.EMPTY));
            asItIs = known;
        }
        return known;
    }

    /** As {@link #analyze(WorkspaceState, KnownRules)}, with the built-in rules. */
    public static Analysis analyze(WorkspaceState state) throws IOException {
        return analyze(state, KnownRules.BUILT_IN);
    }

    /**
     * Maps and inspects a state with a checkpoint.
     *
     * @param known rules that fixes may use
     * @throws IOException if an alpha tensor cannot be read
     * @throws NoSuchElementException if no checkpoint is open
     */
    public static Analysis analyze(WorkspaceState state, KnownRules known) throws IOException {
        Analyzer analyzer = new Analyzer(state, known);
        return analyzer.inspect(analyzer.map(state.rules()));
    }

    /**
     * The slow part: reads all values of the adapter once and reports what only they show, such as NaN or zero products.
     *
     * @throws IOException if they cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static ValueFindings values(Analysis analysis, Progress progress, Cancellation cancellation) throws IOException {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        return ValueInspection.inspect(checkpoint, analysis.mapping(), analysis.adapter(), progress, cancellation);
    }
}

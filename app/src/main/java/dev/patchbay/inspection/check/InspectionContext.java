package dev.patchbay.inspection.check;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Repeats;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.Lazy;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.inspection.fix.RuleTrials;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.search.RuleSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The input of the checks, for one inspection. Values that several checks need are computed once, on first use. */
public final class InspectionContext extends AdapterFit {

    private final RuleSearch search;
    private final Lazy<List<QuickFix>> nameFixes;
    private final Lazy<FamilyRanking> families;
    private final Lazy<Boolean> wrongFamily;
    private final Lazy<Set<ModuleFit>> repeats;
    private final Lazy<AbsentLayers> absentLayers;
    private final Lazy<List<Verdict>> verdicts;
    private final Lazy<NameSuggestions> suggestions;

    public InspectionContext(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation, RuleSearch search) {
        super(checkpoint, mapping, adapter, base, expectation);
        this.search = search;
        this.nameFixes = new Lazy<>(() -> RuleTrials.of(this, search).fixes());
        this.families = new Lazy<>(() -> FamilyFinder.rank(checkpoint, adapter, List.of(), search));
        this.wrongFamily = new Lazy<>(() -> FamilyCheck.isWrong(this));
        this.repeats = new Lazy<>(() -> Repeats.of(located()));
        this.absentLayers = new Lazy<>(() -> AbsentLayers.of(this));
        this.suggestions = new Lazy<>(() -> new NameSuggestions(this));
        this.verdicts = new Lazy<>(() -> Program.verdicts(this));
    }

    /** Tries rules on the names of the file. */
    public RuleSearch search() {
        return search;
    }

    /** Rule changes by which more modules match the base, best first. */
    public List<QuickFix> nameFixes() {
        return nameFixes.get();
    }

    /** Known models that the adapter is for, best first; none if none is sure. */
    public List<FamilyEvidence> families() {
        return families.get().models();
    }

    /** The known models that the adapter looks like. */
    public FamilyRanking ranking() {
        return families.get();
    }

    /** True if the adapter was made for models of another family than the base's. */
    public boolean isWrongFamily() {
        return wrongFamily.get();
    }

    /** Modules that change what other modules of the file change already, such as {@code qkv} beside {@code to_q}: they count once. */
    public Set<ModuleFit> repeats() {
        return repeats.get();
    }

    /** What programs will do with the mapping result. */
    public List<Verdict> verdicts() {
        return verdicts.get();
    }

    private Map<ModuleFit, ModuleLocation> located() {
        Map<ModuleFit, ModuleLocation> located = new LinkedHashMap<>();
        fits().forEach(fit -> fit.location().ifPresent(location -> located.put(fit, location)));
        return located;
    }

    /** What unknown names most likely mean. */
    NameSuggestions suggestions() {
        return suggestions.get();
    }

    /** Modules that the base lacks and a related model has. */
    AbsentLayers absentLayers() {
        return absentLayers.get();
    }
}

package dev.patchbay.inspection.check;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.Lazy;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.inspection.fix.RuleTrials;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.search.RuleSearch;
import java.util.List;

/** The input of the checks, for one inspection. Values that several checks need are computed once, on first use. */
public final class InspectionContext extends AdapterFit {

    private final RuleSearch search;
    private final Lazy<List<QuickFix>> nameFixes;
    private final Lazy<List<FamilyEvidence>> families;
    private final Lazy<Boolean> wrongFamily;

    public InspectionContext(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation, RuleSearch search) {
        super(checkpoint, mapping, adapter, base, expectation);
        this.search = search;
        this.nameFixes = new Lazy<>(() -> new RuleTrials(this, search).fixes());
        this.families = new Lazy<>(() -> FamilyFinder.rank(checkpoint, adapter, List.of(), search));
        this.wrongFamily = new Lazy<>(() -> FamilyCheck.isWrong(this));
    }

    /** Tries rules on the names of the file. */
    public RuleSearch search() {
        return search;
    }

    /** Rule changes by which more modules match the base, best first. */
    public List<QuickFix> nameFixes() {
        return nameFixes.get();
    }

    /** Known models that the adapter looks like. */
    public List<FamilyEvidence> families() {
        return families.get();
    }

    /** True if the adapter was made for models of another family than the base's. */
    public boolean isWrongFamily() {
        return wrongFamily.get();
    }
}

package dev.patchbay.inspection.check;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.Lazy;
import dev.patchbay.inspection.fit.WholeModel;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.inspection.fix.RuleTrials;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.part.LeftoverKind;
import java.util.List;
import java.util.Optional;

/** What the checks look at. Made for one inspection; what several checks need is computed once, when the first asks. */
public final class InspectionContext extends AdapterFit {

    private final KnownRules known;
    private final Lazy<List<RuleSet>> suiting;
    private final Lazy<List<QuickFix>> nameFixes;
    private final Lazy<List<FamilyEvidence>> families;
    private final Lazy<Boolean> wrongFamily;
    private final Lazy<Optional<WholeModel>> wholeModel;

    public InspectionContext(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation, KnownRules known) {
        super(checkpoint, mapping, adapter, base, expectation);
        this.known = known;
        this.suiting = new Lazy<>(() -> known.suiting(checkpoint.tensors().keySet()));
        this.nameFixes = new Lazy<>(() -> new RuleTrials(checkpoint, mapping, adapter, base, locator(), known, suiting::get).fixes());
        this.families = new Lazy<>(() -> FamilyFinder.rank(checkpoint, adapter, List.of(), suiting::get));
        this.wrongFamily = new Lazy<>(() -> FamilyCheck.isWrong(this));
        this.wholeModel = new Lazy<>(this::compareWhole);
    }

    public KnownRules known() {
        return known;
    }

    /** Rule changes that make more modules find their place, best first. */
    public List<QuickFix> nameFixes() {
        return nameFixes.get();
    }

    /** The file as weights of a whole model; empty if it holds any part of an adapter. */
    public Optional<WholeModel> wholeModel() {
        return wholeModel.get();
    }

    private Optional<WholeModel> compareWhole() {
        boolean part = mapping().tensors().stream().map(MappedTensor::name).map(LeftoverKind::of).anyMatch(LeftoverKind::isAdapterPart);
        return fits().isEmpty() && !part && !mapping().tensors().isEmpty()
                ? Optional.of(WholeModel.of(mapping(), base().main()))
                : Optional.empty();
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

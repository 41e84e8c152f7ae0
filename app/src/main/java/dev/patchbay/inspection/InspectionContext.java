package dev.patchbay.inspection;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.Declarations;
import dev.patchbay.adapter.LeftoverKind;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.FamilyEvidence;
import dev.patchbay.basemodel.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.KnownRules;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What the checks look at. Made for one inspection; what several checks need is computed once, when the first asks. */
final class InspectionContext {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Adapter adapter;
    private final BaseModel base;
    private final Expectation expectation;
    private final KnownRules known;
    private final ModuleLocator locator;
    private final List<ModuleFit> fits;
    private final Declarations declarations;
    private final Lazy<List<RuleSet>> suiting;
    private final Lazy<List<QuickFix>> nameFixes;
    private final Lazy<List<FamilyEvidence>> families;
    private final Lazy<Boolean> wrongFamily;
    private final Lazy<Optional<WholeModel>> wholeModel;

    InspectionContext(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation, KnownRules known) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.adapter = adapter;
        this.base = base;
        this.expectation = expectation;
        this.known = known;
        this.locator = new ModuleLocator(base);
        this.fits = fits(adapter, base, locator);
        this.declarations = Declarations.of(checkpoint);
        this.suiting = new Lazy<>(() -> known.suiting(checkpoint.tensors().keySet()));
        this.nameFixes = new Lazy<>(() -> new RuleTrials(checkpoint, mapping, adapter, base, locator, known, suiting::get).fixes());
        this.families = new Lazy<>(() -> FamilyFinder.rank(checkpoint, adapter, List.of(), suiting::get));
        this.wrongFamily = new Lazy<>(() -> FamilyCheck.isWrong(this));
        this.wholeModel = new Lazy<>(this::compareWhole);
    }

    static List<ModuleFit> fits(Adapter adapter, BaseModel base, ModuleLocator locator) {
        return adapter.modules().stream().map(module -> ModuleFit.of(module, base, locator)).toList();
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    MappingResult mapping() {
        return mapping;
    }

    Adapter adapter() {
        return adapter;
    }

    BaseModel base() {
        return base;
    }

    KnownRules known() {
        return known;
    }

    Expectation expectation() {
        return expectation;
    }

    /** Looks modules up under every name the base's modules have. */
    ModuleLocator locator() {
        return locator;
    }

    List<ModuleFit> fits() {
        return fits;
    }

    Declarations declarations() {
        return declarations;
    }

    /** The same without any rule: what is looked at is the file as it is. */
    InspectionContext withoutRules() {
        MappingResult asItIs = RuleSet.EMPTY.apply(checkpoint.infos());
        return new InspectionContext(checkpoint, asItIs, named(checkpoint, asItIs), base, expectation, known);
    }

    /**
     * An adapter for looking at names and shapes only. Where its few alphas cannot be read it has no modules; reading the
     * rest says why.
     */
    static Adapter named(Checkpoint checkpoint, MappingResult mapping) {
        try {
            return AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.of(1));
        } catch (IOException e) {
            return new Adapter(List.of(), mapping.tensors(), Optional.empty());
        }
    }

    /** True if no rule acts: what is looked at is the file as it is, not what an export would make of it. */
    boolean isFileAsItIs() {
        return mapping.rules().entries().stream().noneMatch(RuleEntry::enabled);
    }

    /** Rule changes that make more modules find their place, best first. */
    List<QuickFix> nameFixes() {
        return nameFixes.get();
    }

    /** The file as weights of a whole model; empty if it holds any part of an adapter. */
    Optional<WholeModel> wholeModel() {
        return wholeModel.get();
    }

    private Optional<WholeModel> compareWhole() {
        boolean part = mapping.tensors().stream().map(MappedTensor::name).map(LeftoverKind::of).anyMatch(LeftoverKind::isAdapterPart);
        return fits.isEmpty() && !part && !mapping.tensors().isEmpty()
                ? Optional.of(WholeModel.of(mapping, base.main()))
                : Optional.empty();
    }

    /** Known models that the adapter looks like. */
    List<FamilyEvidence> families() {
        return families.get();
    }

    /** True if the adapter was made for models of another family than the base's. */
    boolean isWrongFamily() {
        return wrongFamily.get();
    }

    /** Stored names of the parts of these modules, alphas aside, each once, in order. */
    static List<String> sources(Collection<ModuleFit> fits) {
        Set<String> names = new LinkedHashSet<>();
        fits.forEach(fit -> fit.parts().stream().map(MappedTensor::source).forEach(names::add));
        return List.copyOf(names);
    }
}

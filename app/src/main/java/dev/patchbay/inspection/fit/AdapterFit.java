package dev.patchbay.inspection.fit;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.LeftoverKind;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A mapped adapter compared with a base model: each of its modules with the base module that it changes. */
public class AdapterFit {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Adapter adapter;
    private final BaseModel base;
    private final Expectation expectation;
    private final ModuleLocator locator;
    private final List<ModuleFit> fits;
    private final Declarations declarations;
    private final Lazy<Optional<WholeModel>> wholeModel;

    public AdapterFit(Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.adapter = adapter;
        this.base = base;
        this.expectation = expectation;
        this.locator = new ModuleLocator(base);
        this.fits = fits(adapter, base, locator);
        this.declarations = Declarations.of(checkpoint);
        this.wholeModel = new Lazy<>(this::compareWhole);
    }

    public static List<ModuleFit> fits(Adapter adapter, BaseModel base, ModuleLocator locator) {
        return adapter.modules().stream().map(module -> ModuleFit.of(module, base, locator)).toList();
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    public MappingResult mapping() {
        return mapping;
    }

    public Adapter adapter() {
        return adapter;
    }

    public BaseModel base() {
        return base;
    }

    public Expectation expectation() {
        return expectation;
    }

    /** Looks modules up under every name the base's modules have. */
    public ModuleLocator locator() {
        return locator;
    }

    public List<ModuleFit> fits() {
        return fits;
    }

    public Declarations declarations() {
        return declarations;
    }

    /** The file compared as a full model; empty if it holds any part of an adapter. */
    public Optional<WholeModel> wholeModel() {
        return wholeModel.get();
    }

    private Optional<WholeModel> compareWhole() {
        boolean part = mapping.tensors().stream().map(MappedTensor::name).map(LeftoverKind::of).anyMatch(LeftoverKind::isAdapterPart);
        return fits.isEmpty() && !part && !mapping.tensors().isEmpty()
                ? Optional.of(WholeModel.of(mapping, base.main()))
                : Optional.empty();
    }

    /** The comparison of the file as it is, without rules. */
    public AdapterFit withoutRules() {
        MappingResult asItIs = RuleSet.EMPTY.apply(checkpoint.infos());
        return new AdapterFit(checkpoint, asItIs, named(checkpoint, asItIs), base, expectation);
    }

    /**
     * The adapter, for checks of names and shapes. It has no modules if an alpha tensor cannot be read; reading the values later reports
     * the error.
     */
    public static Adapter named(Checkpoint checkpoint, MappingResult mapping) {
        try {
            return AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.of(1));
        } catch (IOException e) {
            return new Adapter(List.of(), mapping.tensors(), Optional.empty());
        }
    }

    /** Tensors of the file as it is that are meant to change a module, and make up none; with rules an export leaves them out. */
    public List<MappedTensor> unplaced() {
        return isFileAsItIs() ? adapter.leftovers().stream().filter(tensor -> isMeant(tensor.name())).toList() : List.of();
    }

    private static boolean isMeant(String name) {
        return LeftoverKind.of(name).isAdapterPart() || AdapterKey.parseAny(name).filter(AdapterKey::isHalf).isPresent();
    }

    /** True if no rule is enabled, so that the file itself is judged, not an export of it. */
    public boolean isFileAsItIs() {
        return mapping.rules().isIdle();
    }

    /** Stored names of the parts of these modules, alphas aside, each once, in order. */
    public static List<String> sources(Collection<ModuleFit> fits) {
        Set<String> names = new LinkedHashSet<>();
        fits.forEach(fit -> fit.parts().stream().map(MappedTensor::source).forEach(names::add));
        return List.copyOf(names);
    }
}

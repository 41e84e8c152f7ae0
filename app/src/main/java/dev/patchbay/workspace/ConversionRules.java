package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.loader.ModelNames;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.TidyName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a conversion, and the base in which names are looked up, where the user specifies neither.
 *
 * @param rules to canonical names; for a full model, to the names of the target
 * @param file to be checked against the given base, or against the catalogue model that its names and sizes fit
 * @param guessed true if the base was not given
 */
public record ConversionRules(RuleSet rules, Analyzer file, boolean guessed) {

    /**
     * The rules for a file that is to be written for a program.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ConversionRules choose(Analyzer file, Program target) throws IOException {
        Adapter adapter = adapter(file, RuleSet.EMPTY);
        if (adapter.modules().isEmpty() && !isAdapterByOwnRules(file)) {
            ModelRules rules = new ModelRules(file.base(), file.search());
            return new ConversionRules(target.loader().models() == ModelNames.SAT ? rules.toSat() : rules.toDiffusers(), file, false);
        }
        return ofAdapter(file.base().flatMap(CanonicalBase::of).map(file::with).orElse(file));
    }

    /**
     * The rules to canonical names for an adapter.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ConversionRules ofAdapter(Analyzer file) throws IOException {
        Adapter adapter = adapter(file, RuleSet.EMPTY);
        boolean needsBase = adapter.modules().stream()
                .flatMap(module -> module.tensors().stream())
                .anyMatch(tensor -> isFoundInABase(tensor.name()));
        Optional<BaseModel> guess = file.base().isEmpty() && needsBase ? guess(file, adapter) : Optional.empty();
        Analyzer held = guess.map(file::with).orElse(file);
        return new ConversionRules(RuleChoice.choose(held), held, guess.isPresent());
    }

    /** True for a name whose right form only a model's own names tell: it is flattened, or holds what does not belong there. */
    private static boolean isFoundInABase(String name) {
        return AdapterKey.parse(name).filter(key -> key.isFlattened() || key.isByKind()).isPresent() || TidyName.ofTensor(name).isPresent();
    }

    /** True if the file is recognised as an adapter only through the user's own rules. */
    private static boolean isAdapterByOwnRules(Analyzer file) {
        return file.search().own().stream().anyMatch(rules -> !adapter(file, rules).modules().isEmpty());
    }

    private static Adapter adapter(Analyzer file, RuleSet rules) {
        return AdapterFit.named(file.checkpoint(), file.search().apply(rules));
    }

    private static Optional<BaseModel> guess(Analyzer file, Adapter adapter) {
        return FamilyFinder.rank(file.checkpoint(), adapter, List.of(), file.search()).best()
                .map(FamilyEvidence::name)
                .flatMap(ModelCatalog::find);
    }
}

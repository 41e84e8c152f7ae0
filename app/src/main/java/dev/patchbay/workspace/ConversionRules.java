package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.loader.ModelNames;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.AdapterKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which rules, and which base to look flattened names up in, a conversion goes by where a person says neither.
 *
 * @param rules to canonical names, or for a full model to those of the target
 * @param base the given one, or one of the catalogue that the file's own names and sizes fit
 * @param guessed true if the base was not given
 */
public record ConversionRules(RuleSet rules, Optional<BaseModel> base, boolean guessed) {

    /**
     * @param own rule sets of a person's own, tried with the built-in ones
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ConversionRules choose(Checkpoint checkpoint, Optional<BaseModel> base, Program target, List<RuleSet> own)
            throws IOException {
        Adapter adapter = AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty());
        if (adapter.modules().isEmpty()) {
            ModelRules rules = new ModelRules(base, own);
            RuleSet chosen = target.loader().models() == ModelNames.SAT ? rules.toSat(checkpoint) : rules.toDiffusers(checkpoint);
            return new ConversionRules(chosen, base, false);
        }
        boolean flattened = adapter.modules().stream()
                .flatMap(module -> module.tensors().stream())
                .anyMatch(tensor -> AdapterKey.parse(tensor.name()).filter(AdapterKey::isFlattened).isPresent());
        Optional<BaseModel> guess = base.isEmpty() && flattened ? guess(checkpoint, adapter) : Optional.empty();
        Optional<BaseModel> chosen = base.or(() -> guess);
        return new ConversionRules(RuleChoice.choose(checkpoint, chosen, own), chosen, guess.isPresent());
    }

    private static Optional<BaseModel> guess(Checkpoint checkpoint, Adapter adapter) {
        return FamilyFinder.rank(checkpoint, adapter).stream().findFirst().map(FamilyEvidence::name).flatMap(ModelCatalog::find);
    }
}

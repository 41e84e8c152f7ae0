package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.ModelNames;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.io.IOException;
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
        return ofAdapter(file.base().flatMap(CanonicalBase::of).map(file::with).orElse(file), Optional.of(target));
    }

    /**
     * The rules to canonical names for an adapter.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ConversionRules ofAdapter(Analyzer file) throws IOException {
        return ofAdapter(file, Optional.empty());
    }

    private static ConversionRules ofAdapter(Analyzer file, Optional<Program> target) throws IOException {
        Adapter adapter = adapter(file, RuleSet.EMPTY);
        if (file.base().isPresent() || adapter.modules().stream().allMatch(FamilyNames::areOwn)) {
            return new ConversionRules(RuleChoice.choose(file), file, false);
        }
        BaseGuess guess = BaseGuess.of(file, adapter);
        Optional<BaseGuess.Reading> agreed = guess.agreed(target);
        if (agreed.isEmpty() && !guess.isNothing()) {
            throw new ExportException(Message.of("export.cannot.severalModels", file.checkpoint().path(), guess.models()));
        }
        return agreed.map(one -> new ConversionRules(one.rules(), one.file(), true))
                .orElse(new ConversionRules(RuleChoice.choose(file), file, false));
    }

    /** True if the file is recognised as an adapter only through the user's own rules. */
    private static boolean isAdapterByOwnRules(Analyzer file) {
        return file.search().own().stream().anyMatch(rules -> !adapter(file, rules).modules().isEmpty());
    }

    private static Adapter adapter(Analyzer file, RuleSet rules) {
        return AdapterFit.named(file.checkpoint(), file.search().apply(rules));
    }
}

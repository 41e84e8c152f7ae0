package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.loader.ModelNames;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
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
        Adapter adapter = adapter(file, spelling(file));
        if (adapter.modules().isEmpty() && !hasUnreadHalves(file) && !isAdapterByOwnRules(file)) {
            ModelRules rules = new ModelRules(file.base(), file.search());
            return new ConversionRules(target.loader().models() == ModelNames.SAT ? rules.toSat() : rules.toDiffusers(), file, false);
        }
        return ofAdapter(file.base().flatMap(CanonicalBase::of).map(file::with).orElse(file), Optional.of(target));
    }

    /**
     * The rules to canonical names for an adapter; the names may stay as they are where nobody says what they mean.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ConversionRules ofAdapter(Analyzer file) throws IOException {
        return ofAdapter(file, Optional.empty());
    }

    private static ConversionRules ofAdapter(Analyzer file, Optional<Program> target) throws IOException {
        Adapter adapter = adapter(file, spelling(file));
        if (file.base().isPresent() || adapter.modules().stream().allMatch(ConversionRules::isAsItShouldBe)) {
            return new ConversionRules(RuleChoice.choose(file), file, false);
        }
        BaseGuess guess = BaseGuess.of(file, adapter);
        Optional<BaseGuess.Reading> agreed = guess.agreed(target);
        if (agreed.isPresent()) {
            return new ConversionRules(agreed.get().rules(), agreed.get().file(), true);
        }
        if (target.isPresent() && !guess.isNothing()) {
            throw new ExportException(Message.of("export.cannot.severalModels", file.checkpoint().path(), guess.models()));
        }
        ConversionRules byNames = new ConversionRules(RuleChoice.choose(file), file, false);
        if (target.isPresent()) {
            byNames.refuseUnknown(adapter, target.get());
        }
        return byNames;
    }

    /** True for a name of diffusers without anything in it that does not belong there. */
    private static boolean isAsItShouldBe(AdapterModule module) {
        return FamilyNames.areOwn(module) && TidyName.of(module.container(), module.component(), module.module()).isEmpty();
    }

    /** @throws ExportException if the target does not read the names that the rules leave, and only a base tells what they mean */
    private void refuseUnknown(Adapter adapter, Program target) throws ExportException {
        List<AdapterModule> modules = adapter(file, rules).modules();
        Optional<AdapterModule> unknown = modules.stream().filter(module -> isUnknown(module, target)).findFirst();
        boolean flattened = !modules.isEmpty() && modules.stream().allMatch(ConversionRules::isFlattened);
        if (!flattened && unknown.isEmpty()) {
            return;
        }
        FamilyRanking ranking = FamilyFinder.rank(file.checkpoint(), adapter, List.of(), file.search());
        Object reason = ranking.nearest()
                .flatMap(nearest -> nearest.evidence().stream().findFirst())
                .orElseGet(() -> Message.of("export.cannot.noModel.names"));
        throw new ExportException(Message.of(
                "export.cannot.noModel", file.checkpoint().path(), reason, target.title(), unknown.orElse(modules.getFirst()).module()));
    }

    /** True where names of diffusers are wanted for one that stands as other programs write it and that no known model has. */
    private static boolean isUnknown(AdapterModule module, Program target) {
        return target == Program.DIFFUSERS && !module.container().isEmpty() && !isFlattened(module) && !FamilyNames.haveSome(module);
    }

    private static boolean isFlattened(AdapterModule module) {
        return module.tensors().stream()
                .anyMatch(tensor -> AdapterKey.parse(tensor.name()).filter(AdapterKey::isFlattened).isPresent());
    }

    /** Rules that spell halves as programs read them, for a file that has such as none reads. */
    private static RuleSet spelling(Analyzer file) {
        return hasUnreadHalves(file) ? BuiltInRules.find("unread-halves").orElseThrow() : RuleSet.EMPTY;
    }

    private static boolean hasUnreadHalves(Analyzer file) {
        return file.checkpoint().tensors().keySet().stream().anyMatch(AdapterKey::isUnreadHalf);
    }

    /** True if the file is recognised as an adapter only through the user's own rules. */
    private static boolean isAdapterByOwnRules(Analyzer file) {
        return file.search().own().stream().anyMatch(rules -> !adapter(file, rules).modules().isEmpty());
    }

    private static Adapter adapter(Analyzer file, RuleSet rules) {
        return AdapterFit.named(file.checkpoint(), file.search().apply(rules));
    }
}

package dev.patchbay.inspection;

import dev.patchbay.adapter.Declarations;
import dev.patchbay.adapter.ScaleSource;
import dev.patchbay.basemodel.ModelCatalog;
import dev.patchbay.inspection.Verdict.Outcome;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code pipe.load_lora_weights} of diffusers does with names like these, step by step as its loader goes.
 *
 * <p>With rules the leftovers do not count, since an export leaves them out, and so does what the source declares beside its tensors.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/loaders/peft.py">{@code load_lora_adapter}</a>
 */
final class DiffusersVerdict {

    /** Families whose loaders take diffusers' own names only; the others have converters that are not modelled here. */
    private static final Set<String> WITHOUT_CONVERTER = Set.of("cogvideox", "mochi", "unknown");

    private final InspectionContext context;
    private final List<ModuleFit> fits;

    private DiffusersVerdict(InspectionContext context) {
        this.context = context;
        this.fits = context.fits();
    }

    static Verdict of(InspectionContext context) {
        return new DiffusersVerdict(context).judge();
    }

    private Verdict judge() {
        List<ModuleFit> named = fits.stream().filter(DiffusersVerdict::hasReadablePrefix).toList();
        return invalidName()
                .or(() -> foreignNames(named))
                .or(() -> noneOfComponent(named))
                .or(() -> unreadableEnds(named))
                .or(() -> declaredOtherwise(named))
                .or(() -> refusedByModel(named))
                .orElseGet(() -> loaded(named));
    }

    /** The guard that every parameter's name has "lora" in it. */
    private Optional<Verdict> invalidName() {
        Stream<String> names = context.isFileAsItIs()
                ? context.mapping().tensors().stream().map(MappedTensor::name)
                : fits.stream().flatMap(fit -> fit.parts().stream()).map(MappedTensor::name);
        return names.filter(name -> !name.contains("lora"))
                .findFirst()
                .map(name -> raises(Message.of("inspection.verdict.invalid", name)));
    }

    private Optional<Verdict> foreignNames(List<ModuleFit> named) {
        boolean converter = !WITHOUT_CONVERTER.contains(context.base().family());
        return named.isEmpty() && converter && !fits.isEmpty()
                ? Optional.of(verdict(Outcome.IGNORED, 0, Message.of("inspection.verdict.converter", context.base().family())))
                : Optional.empty();
    }

    private Optional<Verdict> noneOfComponent(List<ModuleFit> named) {
        String component = context.base().main().component();
        if (named.stream().anyMatch(fit -> context.base().component(fit.component()).isPresent())) {
            return Optional.empty();
        }
        String className = ModelCatalog.className(context.base().family()).orElse(component);
        return Optional.of(verdict(Outcome.IGNORED, 0, Message.of("inspection.verdict.ignored", className, component)));
    }

    private Optional<Verdict> unreadableEnds(List<ModuleFit> named) {
        List<ModuleFit> bySuffix = named.stream().filter(fit -> !NamingCheck.axes(fit).contains("suffix")).toList();
        if (bySuffix.isEmpty()) {
            return Optional.of(raises(Message.of("inspection.verdict.suffix", name(named.getFirst()))));
        }
        return bySuffix.stream()
                .filter(fit -> NamingCheck.axes(fit).contains("infix"))
                .findFirst()
                .map(fit -> raises(Message.of("inspection.verdict.infix", name(fit))));
    }

    private Optional<Verdict> declaredOtherwise(List<ModuleFit> named) {
        if (!context.isFileAsItIs()) {
            return Optional.empty();
        }
        Declarations declarations = context.declarations();
        if (named.stream().anyMatch(fit -> declarations.isOnlyWithoutComponent(fit.module().component()))) {
            return Optional.of(raises(Message.of("inspection.verdict.metadata", context.base().main().component())));
        }
        return named.stream().filter(fit -> declaresOtherRank(declarations, fit)).findFirst().map(fit -> raises(sizes(fit)));
    }

    private static boolean declaresOtherRank(Declarations declarations, ModuleFit fit) {
        OptionalLong rank = declarations
                .forComponent(fit.module().component())
                .filter(declared -> declared.source() == ScaleSource.METADATA)
                .map(declared -> declared.config().rank(fit.module().module()))
                .orElse(OptionalLong.empty());
        return rank.isPresent() && rank.getAsLong() != fit.module().rank();
    }

    private Optional<Verdict> refusedByModel(List<ModuleFit> named) {
        if (named.stream().noneMatch(ModuleFit::isMatched)) {
            return Optional.of(raises(Message.of("inspection.verdict.targets", named.getFirst().module().module())));
        }
        return named.stream()
                .filter(fit -> fit.isMatched() && (!fit.shapesFit() || !fit.ranksAgree()))
                .findFirst()
                .map(fit -> raises(sizes(fit)));
    }

    private Verdict loaded(List<ModuleFit> named) {
        int applied = (int) named.stream()
                .filter(fit -> fit.isMatched() && fit.module().isComplete() && NamingCheck.axes(fit).isEmpty())
                .count();
        boolean all = applied == fits.size();
        Message message = all
                ? Message.of("inspection.verdict.applies", Modules.count(fits))
                : Message.of("inspection.verdict.partial", applied, fits.size());
        return verdict(all ? Outcome.APPLIES : applied == 0 ? Outcome.IGNORED : Outcome.PARTIAL, applied, message);
    }

    /** True if the name starts with a component and nothing wraps the module. */
    private static boolean hasReadablePrefix(ModuleFit fit) {
        return fit.module().container().isEmpty() && !fit.module().component().isEmpty();
    }

    private static Message sizes(ModuleFit fit) {
        return Message.of("inspection.verdict.sizes", fit.module().address());
    }

    private static String name(ModuleFit fit) {
        return fit.firstName();
    }

    private Verdict raises(Message message) {
        return verdict(Outcome.RAISES, 0, message);
    }

    private Verdict verdict(Outcome outcome, int applied, Message message) {
        return new Verdict(Consumer.DIFFUSERS, outcome, applied, fits.size(), message);
    }
}

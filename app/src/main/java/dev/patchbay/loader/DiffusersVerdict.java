package dev.patchbay.loader;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.diffusers.DiffusersConverter;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.part.Wrapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What {@code pipe.load_lora_weights} of diffusers does with names like these, step by step as its loader goes.
 *
 * <p>With rules the leftovers do not count, since an export leaves them out, and so does what the source declares beside its tensors.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/loaders/peft.py">{@code load_lora_adapter}</a>
 */
final class DiffusersVerdict {

    /** LyCORIS' magnitudes are taken out before anything else, with a warning. */
    private static final String DROPPED = "dora_scale";

    private final AdapterFit context;
    private final List<ModuleFit> fits;
    private final DiffusersConverter converter;

    private DiffusersVerdict(AdapterFit context) {
        this.context = context;
        this.fits = context.fits();
        this.converter = DiffusersConverter.of(context, names(context));
    }

    static Verdict of(AdapterFit context) {
        return new DiffusersVerdict(context).judge();
    }

    /** All names of the file; with rules those that an export writes. */
    private static List<String> names(AdapterFit context) {
        List<MappedTensor> tensors = context.isFileAsItIs()
                ? context.mapping().tensors()
                : context.fits().stream().flatMap(fit -> fit.parts().stream()).toList();
        return tensors.stream().map(MappedTensor::name).filter(name -> !name.contains(DROPPED)).toList();
    }

    private Verdict judge() {
        return converter.stop()
                .map(this::raises)
                .or(this::invalidName)
                .or(this::noneOfComponent)
                .or(this::unreadableEnds)
                .or(this::declaredOtherwise)
                .or(this::refusedByModel)
                .orElseGet(this::loaded);
    }

    /** The guard that every parameter's name has "lora" in it. */
    private Optional<Verdict> invalidName() {
        return converter.unchanged().stream()
                .filter(name -> !name.contains("lora"))
                .findFirst()
                .map(name -> raises(Message.of("inspection.verdict.invalid", name)));
    }

    /** Modules whose names the loader looks at. */
    private List<ModuleFit> seen() {
        return fits.stream().filter(fit -> converter.component(fit).isPresent()).toList();
    }

    private Optional<Verdict> noneOfComponent() {
        if (!seen().isEmpty()) {
            return Optional.empty();
        }
        String component = context.base().main().component();
        String className = ModelCatalog.className(context.base().family()).orElse(component);
        return Optional.of(verdict(Outcome.IGNORED, 0, Message.of("inspection.verdict.ignored", className, component)));
    }

    /** The rank is read from names with “lora_B”; tensors with an adapter name inside, or without “weight”, are never loaded. */
    private Optional<Verdict> unreadableEnds() {
        List<ModuleFit> seen = seen();
        Predicate<ModuleFit> counted = fit -> converter.readsEnds(fit) || fit.parts().stream()
                .anyMatch(part -> part.name().contains("lora_B"));
        if (seen.stream().noneMatch(counted)) {
            return Optional.of(raises(Message.of("inspection.verdict.suffix", seen.getFirst().firstName())));
        }
        return seen.stream()
                .filter(fit -> fit.isLowRankPair() && !converter.readsEnds(fit) && counted.test(fit))
                .findFirst()
                .map(fit -> raises(Message.of("inspection.verdict.infix", fit.firstName())));
    }

    private Optional<Verdict> declaredOtherwise() {
        if (!context.isFileAsItIs()) {
            return Optional.empty();
        }
        Declarations declarations = context.declarations();
        if (seen().stream().anyMatch(fit -> declarations.isOnlyForOthers(converter.component(fit).orElseThrow()))) {
            return Optional.of(raises(Message.of("inspection.verdict.metadata", context.base().main().component())));
        }
        if (seen().stream().anyMatch(fit -> declaresNoTargets(declarations, fit))) {
            return Optional.of(raises(Message.of("inspection.verdict.metadataTargets", context.base().main().component())));
        }
        return seen().stream().filter(fit -> declaresOtherRank(declarations, fit)).findFirst().map(fit -> raises(sizes(fit)));
    }

    /** The target modules are read from the tensors, but the entry has to exist. */
    private boolean declaresNoTargets(Declarations declarations, ModuleFit fit) {
        return declarations
                .forComponent(converter.component(fit).orElseThrow())
                .filter(declared -> declared.source() == ScaleSource.METADATA)
                .filter(declared -> declared.config().targets().isEmpty())
                .isPresent();
    }

    private boolean declaresOtherRank(Declarations declarations, ModuleFit fit) {
        OptionalLong rank = declarations
                .forComponent(converter.component(fit).orElseThrow())
                .filter(declared -> declared.source() == ScaleSource.METADATA)
                .map(declared -> declared.config().rank(fit.module().module()))
                .orElse(OptionalLong.empty());
        return rank.isPresent() && rank.getAsLong() != fit.module().rank();
    }

    private Optional<Verdict> refusedByModel() {
        if (seen().stream().noneMatch(fit -> converter.target(fit).isPresent())) {
            if (seen().stream().allMatch(DiffusersVerdict::isCompiled)) {
                return Optional.of(verdict(Outcome.IGNORED, 0, Message.of("inspection.verdict.compiled", Wrapper.COMPILED.word())));
            }
            return Optional.of(raises(Message.of("inspection.verdict.targets", seen().getFirst().module().module())));
        }
        return seen().stream().filter(fit -> hasPair(fit) && !fitsTarget(fit)).findFirst().map(fit -> raises(sizes(fit)));
    }

    /** PEFT 0.21 makes room for names without torch.compile's word, then looks for tensors whose names still have it. */
    private static boolean isCompiled(ModuleFit fit) {
        return fit.isBehindStrays() && fit.module().module().startsWith(Wrapper.COMPILED.word() + ".");
    }

    private static boolean hasPair(ModuleFit fit) {
        return fit.isLowRankPair() && !fit.halves().isEmpty();
    }

    /** True unless the base has the module with another size. A magnitude has to be one for each output. */
    private boolean fitsTarget(ModuleFit fit) {
        Optional<ModuleLocation> target = converter.target(fit);
        boolean magnitude = fit.module().part(Part.MAGNITUDE)
                .filter(part -> !part.name().contains(DROPPED))
                .map(part -> target.isEmpty() || part.info().shape().elements() == target.get().weight().size(0))
                .orElse(true);
        return target.isEmpty() || fit.ranksAgree() && magnitude && fit.module().fits(target.get().weight());
    }

    private Verdict loaded() {
        int applied = (int) seen().stream().filter(this::acts).count();
        long magnitudes = seen().stream().filter(fit -> acts(fit) && hasDroppedMagnitude(fit)).count();
        if (magnitudes > 0) {
            return verdict(Outcome.PARTIAL, applied, Message.of("inspection.diffusers.dora", applied, fits.size(), magnitudes));
        }
        boolean all = applied == fits.size();
        Message message = all
                ? Message.of("inspection.verdict.applies", Modules.count(fits))
                : Message.of("inspection.verdict.partial", applied, fits.size());
        return verdict(all ? Outcome.APPLIES : applied == 0 ? Outcome.IGNORED : Outcome.PARTIAL, applied, message);
    }

    /** True if the module takes effect: for an incomplete pair the layer is created but never filled. */
    private boolean acts(ModuleFit fit) {
        return fit.module().isPair() && converter.readsEnds(fit) && converter.target(fit).isPresent();
    }

    private static boolean hasDroppedMagnitude(ModuleFit fit) {
        return fit.module().part(Part.MAGNITUDE).filter(part -> part.name().contains(DROPPED)).isPresent();
    }

    private static Message sizes(ModuleFit fit) {
        return Message.of("inspection.verdict.sizes", fit.module().address());
    }

    private Verdict raises(Message message) {
        return verdict(Outcome.RAISES, 0, message);
    }

    private Verdict verdict(Outcome outcome, int applied, Message message) {
        return new Verdict(Program.DIFFUSERS, outcome, applied, fits.size(), message);
    }
}

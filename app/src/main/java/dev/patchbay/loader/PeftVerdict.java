package dev.patchbay.loader;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.adapter.config.ModuleSelection;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code PeftModel.from_pretrained(model, folder)} does, where {@code model} is the base's denoiser.
 *
 * <p>PEFT creates adapter layers by the configuration alone and then copies the tensors whose names start with {@code base_model.model.}
 * into that room: names that meet none are passed over with a warning, sizes have to be equal. Alpha tensors are never read.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/utils/save_and_load.py">{@code set_peft_model_state_dict}</a>
 */
final class PeftVerdict {

    private static final String CONTAINER = "base_model.model";

    /** PEFT's default name of an adapter. */
    private static final String DEFAULT_NAME = "default";

    private final AdapterFit context;
    private final List<ModuleFit> fits;
    private final Optional<ModuleSelection> targets;

    private PeftVerdict(AdapterFit context) {
        this.context = context;
        this.fits = context.fits();
        this.targets = context.declarations().adapterConfig().flatMap(DeclaredConfig::targets);
    }

    static Verdict of(AdapterFit context) {
        return new PeftVerdict(context).judge();
    }

    private Verdict judge() {
        return noConfiguration().or(this::noTargets).or(this::otherSizes).orElseGet(this::loaded);
    }

    /** An export for diffusers carries no configuration either. */
    private Optional<Verdict> noConfiguration() {
        boolean there = context.isFileAsItIs()
                && context.checkpoint().layout() == CheckpointLayout.PEFT_FOLDER
                && context.checkpoint().companions().containsKey(Declarations.CONFIG_FILE);
        return there ? Optional.empty() : Optional.of(raises(Message.of("inspection.peft.noConfig", context.checkpoint().path())));
    }

    private Optional<Verdict> noTargets() {
        if (targets.isEmpty()) {
            return Optional.of(raises(Message.of("inspection.peft.noTargets", Declarations.CONFIG_FILE)));
        }
        boolean any = context.base().main().modules().stream().map(ModuleInfo::name).anyMatch(targets.get()::contains);
        return any ? Optional.empty() : Optional.of(raises(Message.of("inspection.peft.targets", Declarations.CONFIG_FILE)));
    }

    private Optional<Verdict> otherSizes() {
        return fits.stream()
                .filter(this::hasRoom)
                .filter(fit -> !fit.shapesFit() || !fit.ranksAgree() || declaresOtherRank(fit))
                .findFirst()
                .map(fit -> raises(Message.of("inspection.peft.sizes", CONTAINER + "." + fit.module().module())));
    }

    private boolean declaresOtherRank(ModuleFit fit) {
        OptionalLong rank = context.declarations()
                .forComponent(fit.module().component())
                .filter(declared -> declared.source() == ScaleSource.ADAPTER_CONFIG)
                .map(declared -> declared.config().rank(fit.module().module()))
                .orElse(OptionalLong.empty());
        return rank.isPresent() && rank.getAsLong() != fit.module().rank();
    }

    private Verdict loaded() {
        int applied = (int) fits.stream().filter(fit -> hasRoom(fit) && fit.module().isComplete()).count();
        if (applied == fits.size() && applied > 0) {
            return verdict(Outcome.APPLIES, applied, Message.of("inspection.loads.all", Program.PEFT.title(), Modules.count(fits)));
        }
        return applied == 0
                ? verdict(Outcome.IGNORED, 0, Message.of("inspection.peft.ignored"))
                : verdict(Outcome.PARTIAL, applied, Message.of("inspection.peft.partial", applied, fits.size()));
    }

    /** True if its tensors are copied: the name is read, and the configuration selects that module of the model. */
    private boolean hasRoom(ModuleFit fit) {
        return isNamed(fit) && fit.isMatched() && targets.filter(modules -> modules.contains(fit.module().module())).isPresent();
    }

    /** {@code base_model.model.<module>.lora_A.weight}, with the adapter's default name inside or without; or a part of another tuner. */
    private static boolean isNamed(ModuleFit fit) {
        boolean other = !fit.isLowRankPair() && Program.PEFT.loader().loads(fit.module().algorithm());
        boolean suffix = other || fit.parts().stream()
                .map(part -> part.name())
                .allMatch(name -> name.matches(
                        ".*\\.lora_([AB]|embedding_[AB]|magnitude_vector)(\\." + DEFAULT_NAME + ")?(\\.weight|\\.bias)?"));
        return fit.module().container().equals(CONTAINER) && fit.module().component().isEmpty() && suffix;
    }

    private Verdict raises(Message message) {
        return verdict(Outcome.RAISES, 0, message);
    }

    private Verdict verdict(Outcome outcome, int applied, Message message) {
        return new Verdict(Program.PEFT, outcome, applied, fits.size(), message);
    }
}

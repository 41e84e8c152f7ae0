package dev.patchbay.loader;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.peft.PeftLoading;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * What {@code PeftModel.from_pretrained(model, folder)} does, where {@code model} is the base's denoiser, as {@link PeftLoading} finds it.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/utils/save_and_load.py">{@code set_peft_model_state_dict}</a>
 */
final class PeftVerdict {

    /** Said of every file that is not in a folder with its configuration. */
    static final String NO_CONFIG = "inspection.peft.noConfig";

    private final AdapterFit context;
    private final List<ModuleFit> fits;

    private PeftVerdict(AdapterFit context) {
        this.context = context;
        this.fits = context.fits();
    }

    static Verdict of(AdapterFit context) {
        return new PeftVerdict(context).judge();
    }

    private Verdict judge() {
        Optional<DeclaredConfig> config = context.declarations().adapterConfig().filter(found -> isFolder());
        if (config.isEmpty()) {
            return verdict(Outcome.RAISES, List.of(), Message.of(NO_CONFIG, context.checkpoint().path()));
        }
        PeftLoading loading = PeftLoading.of(context, config.get());
        if (!loading.known()) {
            return verdict(Outcome.UNKNOWN, List.of(), Message.of("inspection.peft.unknown", config.get().tuner().type().orElse("")));
        }
        return loading.stop().map(message -> verdict(Outcome.RAISES, List.of(), message)).orElseGet(() -> loaded(loading));
    }

    /** An export for diffusers carries no configuration either. */
    private boolean isFolder() {
        return context.isFileAsItIs()
                && context.checkpoint().layout() == CheckpointLayout.PEFT_FOLDER
                && context.checkpoint().companions().containsKey(Declarations.CONFIG_FILE);
    }

    private Verdict loaded(PeftLoading loading) {
        List<ModuleFit> acting = fits.stream().filter(fit -> acts(fit, loading)).toList();
        if (acting.isEmpty()) {
            return none();
        }
        return acting.size() == fits.size()
                ? verdict(Outcome.APPLIES, acting, Message.of("inspection.loads.all", Program.PEFT.title(), Modules.count(fits)))
                : verdict(Outcome.PARTIAL, acting, Message.of("inspection.peft.partial", acting.size(), fits.size()));
    }

    /** Room is made in any case; names that do not begin as PEFT's do are not looked at. */
    private Verdict none() {
        boolean named = context.mapping().tensors().stream().anyMatch(tensor -> tensor.name().startsWith(PeftLoading.CONTAINER + "."));
        return verdict(
                Outcome.EMPTY,
                List.of(),
                named ? Message.of("inspection.peft.empty", Declarations.CONFIG_FILE) : Message.of("inspection.peft.ignored"));
    }

    private static boolean acts(ModuleFit fit, PeftLoading loading) {
        List<MappedTensor> needed = fit.module().isPair() ? fit.halves() : fit.parts();
        return fit.module().isComplete() && needed.stream().allMatch(part -> loading.filled().contains(part.name()));
    }

    private Verdict verdict(Outcome outcome, List<ModuleFit> acting, Message message) {
        return new Verdict(Program.PEFT, outcome, Modules.of(acting), fits.size(), message);
    }
}

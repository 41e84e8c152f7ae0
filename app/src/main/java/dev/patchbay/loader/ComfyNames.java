package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.Shape;
import java.util.Optional;
import java.util.Set;

/**
 * The names by which ComfyUI looks for a base's modules in a file. Each family has its own list: native names after
 * {@code diffusion_model.} or flattened after {@code lora_unet_}, and diffusers' only where its maintainers wrote a table.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/lora.py">{@code model_lora_keys_unet}</a>
 */
final class ComfyNames {

    private static final Set<String> UNETS = Set.of("stable-diffusion", "stable-diffusion-xl");

    /** Families with a table from diffusers' names to native ones. */
    private static final Set<String> DIFFUSERS_TABLES = Set.of("flux", "stable-diffusion-3");

    /** Ends of names that an up matrix may have; the down matrix has to be spelled the same way. */
    private static final Set<String> SPELLINGS = Set.of(
            "lora_down/lora_up", "lora_A/lora_B", "lora.down/lora.up", "lora_linear_layer.down/up", "processor.to_q_lora.down/up");

    private final String family;

    ComfyNames(AdapterFit context) {
        this.family = context.base().family();
    }

    /** Shape of the weight that ComfyUI finds for a module's names; empty if it looks for no such name. */
    Optional<Shape> weight(ModuleFit fit) {
        return fit.location().filter(location -> isLookedFor(fit, location) && endsAreRead(fit)).map(ModuleLocation::weight);
    }

    private boolean isLookedFor(ModuleFit fit, ModuleLocation location) {
        AdapterModule module = fit.module();
        boolean bare = module.component().isEmpty();
        return switch (module.container()) {
            case "lora_unet" -> isOwn(location, Naming.NATIVE_FLATTENED) || UNETS.contains(family) && location.naming() == Naming.FLATTENED;
            case "lora_unet_" -> family.equals("wan") && isOwn(location, Naming.NATIVE_FLATTENED);
            case "lora_transformer" -> DIFFUSERS_TABLES.contains(family) && location.naming() == Naming.FLATTENED;
            case "lycoris" ->
                location.naming() == Naming.FLATTENED && (DIFFUSERS_TABLES.contains(family) || UNETS.contains(family));
            case "lora_te", "lora_te1", "lora_te2", "text_encoders" -> true;
            case "diffusion_model" -> bare && (isOwn(location, Naming.NATIVE) || isLtx(location));
            case "base_model.model" -> bare && family.equals("stable-diffusion-3") && location.naming() == Naming.SAME;
            case "" -> isLookedForBare(fit, location);
            default -> false;
        };
    }

    private boolean isLookedForBare(ModuleFit fit, ModuleLocation location) {
        return switch (fit.module().component()) {
            case "transformer" ->
                location.naming() == Naming.SAME && DIFFUSERS_TABLES.contains(family)
                        || location.naming() == Naming.NATIVE && family.equals("hunyuan-video");
            // Attention layers are only looked for in the spelling of attention processors.
            case "unet", "" ->
                UNETS.contains(family) && location.naming() == Naming.SAME && (isProcessor(fit) || !fit.module().module().contains(".to_"))
                        || family.equals("mochi") && isOwn(location, Naming.NATIVE);
            case "text_encoder", "text_encoder_2" -> location.naming() == Naming.SAME;
            default -> false;
        };
    }

    /** LTX-Video's native names are diffusers'. */
    private boolean isLtx(ModuleLocation location) {
        return family.equals("ltx-video") && location.naming() == Naming.SAME;
    }

    /** SAT's and XLabs' names are foreign here, too; for HunyuanVideo the authors' names are known beside ComfyUI's own. */
    private static boolean isOwn(ModuleLocation location, Naming naming) {
        boolean known = location.nativeName().map(NativeModule::namespace).map(one -> !Set.of("sat", "xlabs").contains(one)).orElse(false);
        return location.naming() == naming && known;
    }

    private static boolean isProcessor(ModuleFit fit) {
        return fit.firstName().contains(".processor.");
    }

    private static boolean endsAreRead(ModuleFit fit) {
        return fit.halves().stream().map(MappedTensor::name).allMatch(ComfyNames::endIsRead);
    }

    private static boolean endIsRead(String name) {
        return AdapterKey.parse(name)
                .filter(key -> SPELLINGS.contains(key.spelling()))
                .filter(key -> key.infix().isEmpty() || key.infix().equals("default") && key.spelling().equals("lora_A/lora_B"))
                .isPresent();
    }
}

package dev.patchbay.loader;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names by which ComfyUI looks for a base's modules in a file. Each family has its own list in {@code names.json}: native names after
 * {@code diffusion_model.} or flattened after {@code lora_unet_}, and diffusers' only where its maintainers wrote a table.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/lora.py">{@code model_lora_keys_unet}</a>
 */
final class ComfyNames {

    private static final String ANY = "*";

    /** Ends of names that an up matrix may have; the down matrix has to be spelled the same way. */
    private static final Set<String> SPELLINGS = Set.of(
            "lora_down/lora_up", "lora_A/lora_B", "lora.down/lora.up", "lora_linear_layer.down/up", "processor.to_q_lora.down/up");

    private final Map<String, Set<String>> reads;
    private final Map<String, Pattern> unread;
    private final NativeNames names;

    ComfyNames(AdapterFit context) {
        this.reads = NamesJson.reads(Program.COMFYUI, context.base().family());
        this.unread = NamesJson.unread(Program.COMFYUI, context.base().family());
        this.names = context.locator().nativeNames();
    }

    /** Shape of the weight that ComfyUI finds for a module's names; empty if it looks for no such name. */
    Optional<Shape> weight(ModuleFit fit) {
        return fit.location().filter(location -> isLookedFor(fit, location) && endsAreRead(fit)).map(ModuleLocation::weight);
    }

    private boolean isLookedFor(ModuleFit fit, ModuleLocation location) {
        String container = fit.module().container() + "/";
        Pattern passedOver = unread.get(container + fit.module().component());
        if (passedOver != null && passedOver.matcher(fit.module().module()).find()) {
            return false;
        }
        return Stream.of(fit.module().component(), ANY)
                .flatMap(component -> reads.getOrDefault(container + component, Set.of()).stream())
                .anyMatch(way -> switch (way) {
                    case ANY -> location.naming() != Naming.STRAY;
                    case "same" -> location.naming() == Naming.SAME;
                    // Attention layers of a UNet are only looked for in the spelling of attention processors.
                    case "processor" -> location.naming() == Naming.SAME && (isProcessor(fit) || !fit.module().module().contains(".to_"));
                    case "flattened" -> isFlat(fit, location);
                    case "native" -> isOwn(location, Naming.NATIVE)
                            || location.naming() == Naming.SAME && names.find(fit.module().module()).isPresent();
                    case "native_flattened" -> isOwn(location, Naming.NATIVE_FLATTENED)
                            || isFlat(fit, location) && names.findFlattened(fit.module().module()).isPresent();
                    default -> throw new IllegalStateException("names.json: " + way);
                });
    }

    /** True for underscores instead of dots; a name of one word is its own flattened form. */
    private static boolean isFlat(ModuleFit fit, ModuleLocation location) {
        return location.naming() == Naming.FLATTENED || location.naming() == Naming.SAME && !fit.module().module().contains(".");
    }

    /** SAT's and XLabs' names are foreign here, too; for HunyuanVideo the authors' names are known beside ComfyUI's own. */
    private static boolean isOwn(ModuleLocation location, Naming naming) {
        boolean known = location.nativeName()
                .map(NativeModule::namespace)
                .map(one -> !Set.of("sat", "xlabs", "shapes").contains(one))
                .orElse(false);
        return location.naming() == naming && known;
    }

    private static boolean isProcessor(ModuleFit fit) {
        return fit.firstName().contains(".processor.");
    }

    private static boolean endsAreRead(ModuleFit fit) {
        return fit.halves().stream().map(MappedTensor::name).allMatch(ComfyNames::endIsRead);
    }

    /** {@code lora_A.default.weight}, as DiffSynth-Studio writes for Qwen-Image. */
    private static boolean isNamedDefault(AdapterKey key) {
        return key.infix().equals("default") && key.spelling() == Spelling.LORA_AB;
    }

    private static boolean endIsRead(String name) {
        return AdapterKey.parse(name)
                .filter(key -> SPELLINGS.contains(key.spelling().label()))
                .filter(key -> key.infix().isEmpty() || isNamedDefault(key) && name.endsWith(".weight"))
                .isPresent();
    }
}

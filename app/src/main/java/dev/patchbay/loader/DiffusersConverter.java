package dev.patchbay.loader;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the loader of a family in diffusers makes of names before it looks for modules. Which converter acts, a few names of
 * the file decide.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/loaders/lora_conversion_utils.py">the converters</a>
 */
public interface DiffusersConverter {

    /** Components that a family's pipeline loads adapters into; the denoiser alone where nothing is listed. */
    Map<String, Set<String>> COMPONENTS = Map.of(
            "stable-diffusion", Set.of("unet", "text_encoder"),
            "stable-diffusion-xl", Set.of("unet", "text_encoder", "text_encoder_2"),
            "stable-diffusion-3", Set.of("transformer", "text_encoder", "text_encoder_2"),
            "flux", Set.of("transformer", "text_encoder"));

    /** The converter that a file of these names sets off; for most, none but {@link PlainNames}. */
    static DiffusersConverter of(AdapterFit context, List<String> names) {
        NameFacts facts = new NameFacts(names);
        return switch (context.base().family()) {
            case "stable-diffusion", "stable-diffusion-xl" ->
                facts.all("lora_unet_", "lora_te_", "lora_te1_", "lora_te2_")
                        ? new KohyaUNetConverter(context, names)
                        : new PlainNames(context, names);
            case "flux" -> FluxConverter.of(context, facts);
            case "wan" ->
                facts.any("diffusion_model.")
                        ? new NativeConverter(context, names, NativeConverter.Strictness.EVERY_NAME)
                        : facts.any("lora_unet_") ? new MusubiWanConverter(context, names) : new PlainNames(context, names);
            case "hunyuan-video" ->
                facts.anyContains("img_attn_qkv")
                        ? new NativeConverter(context, names, NativeConverter.Strictness.KNOWN_NAMES)
                        : new PlainNames(context, names);
            case "ltx-video" -> facts.any("diffusion_model.") ? new LtxConverter(context, names) : new PlainNames(context, names);
            default -> new PlainNames(context, names);
        };
    }

    /** What the converter stops with; empty if it comes through. */
    Optional<Message> stop();

    /** Names that come out unchanged, for the guard that looks for “lora” in each. */
    List<String> unchanged();

    /** Component that a module's names come to lie under; empty if they are not looked at. */
    Optional<String> component(ModuleFit fit);

    /** Where a module goes; empty if the base has no such module. */
    Optional<ModuleLocation> target(ModuleFit fit);

    /** True if the ends of a module's names come out as {@code lora_A.weight} and {@code lora_B.weight}. */
    boolean readsEnds(ModuleFit fit);
}

package dev.patchbay.export.target;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a reader names the modules of a family: rules from diffusers' names to those of the model it was published with, where the reader keeps
 * to these, and what goes before them.
 *
 * @param rules from canonical names; empty where the reader has diffusers' own
 */
record ReaderNames(ExportTarget target, String family, RuleSet rules) {

    private static final String STABLE_DIFFUSION_3 = "stable-diffusion-3";

    /** Rule sets from diffusers' names to those that a family was published with. */
    private static final Map<String, String> NATIVE = Map.of(
            "wan", "diffusers-to-wan",
            "flux", "diffusers-to-flux",
            "hunyuan-video", "diffusers-to-hunyuan-video",
            "mochi", "diffusers-to-mochi",
            "ltx-video", "diffusers-to-ltx",
            "stable-diffusion-xl", "diffusers-to-sgm-sdxl");

    private static final Map<String, String> COMFYUI = Map.of("cogvideox", "cogvideox-to-comfyui");

    private static final Map<String, String> SAT = Map.of("cogvideox", "cogvideox-lora-to-sat");

    /** Families whose kohya-style files have diffusers' names with underscores for dots, whoever writes them. */
    private static final Set<String> FLATTENED_AS_THEY_ARE = Set.of("cogvideox", "stable-diffusion");

    /** Families that ComfyUI knows by diffusers' names, through tables of its own. */
    private static final Set<String> COMFYUI_AS_THEY_ARE = Set.of("stable-diffusion", "stable-diffusion-xl", STABLE_DIFFUSION_3);

    /** Empty if Patchbay does not know the reader's names for this family. */
    static Optional<ReaderNames> of(ExportTarget target, String family) {
        return switch (target) {
            case DIFFUSERS, PEFT -> Optional.of(new ReaderNames(target, family, RuleSet.EMPTY));
            case COMFYUI -> COMFYUI_AS_THEY_ARE.contains(family)
                    ? Optional.of(new ReaderNames(target, family, RuleSet.EMPTY))
                    : rules(COMFYUI, family).or(() -> rules(NATIVE, family)).map(rules -> new ReaderNames(target, family, rules));
            case KOHYA -> FLATTENED_AS_THEY_ARE.contains(family)
                    ? Optional.of(new ReaderNames(target, family, RuleSet.EMPTY))
                    : rules(NATIVE, family).map(rules -> new ReaderNames(target, family, rules));
            case SAT -> rules(SAT, family).map(rules -> new ReaderNames(target, family, rules));
        };
    }

    private static Optional<RuleSet> rules(Map<String, String> ids, String family) {
        return Optional.ofNullable(ids.get(family)).flatMap(BuiltInRules::find);
    }

    /**
     * The module's name up to the suffix; empty if the reader has none for it.
     *
     * @param component {@code transformer}, {@code unet}, {@code text_encoder}, …
     * @param module inside the component, under the name that the rules left it
     */
    Optional<String> name(String component, String module) {
        return switch (target) {
            case DIFFUSERS -> Optional.of(component + "." + module);
            case PEFT -> Optional.of("base_model.model." + module);
            case COMFYUI, KOHYA -> component.startsWith("text_encoder") ? encoder(component, module) : Optional.of(denoiser(component, module));
            case SAT -> Optional.of(module);
        };
    }

    private String denoiser(String component, String module) {
        if (target == ExportTarget.COMFYUI && family.equals(STABLE_DIFFUSION_3)) {
            return component + "." + module;
        }
        boolean flattened = target == ExportTarget.KOHYA || component.equals("unet");
        return flattened ? "lora_unet_" + flattened(module) : "diffusion_model." + module;
    }

    /** Both know CLIP under the name of its class; other encoders have no name that both agree on. */
    private Optional<String> encoder(String component, String module) {
        if (!module.startsWith("text_model.")) {
            return Optional.empty();
        }
        String number = switch (component) {
            case "text_encoder" -> family.equals("stable-diffusion") ? "" : "1";
            default -> component.substring("text_encoder_".length());
        };
        return Optional.of("lora_te" + number + "_" + flattened(module));
    }

    private static String flattened(String module) {
        return module.replace('.', '_');
    }
}

package dev.patchbay.adapter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an adapter's tensor, taken apart.
 *
 * @param container {@code base_model.model}, {@code diffusion_model}, {@code lora_unet}, …; empty if none
 * @param component {@code transformer}, {@code unet}, …; empty if none
 * @param module as in {@link AdapterModule#module}
 * @param spelling how the suffix is written: {@code lora_A/lora_B}, {@code matrix_A/matrix_B}, …
 * @param infix adapter name before {@code weight}; empty if none
 */
public record AdapterKey(String container, String component, String module, Half half, String spelling, String infix) {

    private static final List<String> CONTAINERS = List.of("base_model.model", "diffusion_model");
    private static final List<String> COMPONENTS =
            List.of("transformer", "transformer_2", "unet", "text_encoder", "text_encoder_2", "text_encoder_3");
    private static final Pattern FLATTENED_CONTAINER = Pattern.compile("lora_unet|lora_transformer|lora_te\\d?|lycoris");
    private static final Pattern FLATTENED = Pattern.compile("(" + FLATTENED_CONTAINER + ")__?([^.]+)");

    /** Takes a name apart; empty if it is no down, up or alpha tensor. */
    public static Optional<AdapterKey> parse(String name) {
        return Spelling.of(name).map(AdapterKey::of);
    }

    private static AdapterKey of(Spelling.Ending ending) {
        String spelling = ending.spelling().label();
        String module = ending.module();
        if (ending.spelling() == Spelling.SAT) {
            // SAT calls a part of the model "transformer" that is no component in the sense of a diffusers pipeline.
            return new AdapterKey("", "", module, ending.half(), spelling, "");
        }
        Matcher flattened = FLATTENED.matcher(module);
        if (flattened.matches()) {
            return new AdapterKey(flattened.group(1), "", flattened.group(2), ending.half(), spelling, ending.infix());
        }
        String container = prefix(module, CONTAINERS);
        module = without(module, container);
        String component = prefix(module, COMPONENTS);
        module = without(module, component);
        if (container.isEmpty()) {
            container = prefix(module, CONTAINERS);
            module = without(module, container);
        }
        return new AdapterKey(container, component, module, ending.half(), spelling, ending.infix());
    }

    /** The name that diffusers reads: {@code transformer.blocks.0.to_q.lora_A.weight}; the component defaults to {@code fallback}. */
    public static String canonical(String component, String fallback, String module, Half half) {
        String prefix = component.isEmpty() ? fallback : component;
        return prefix + "." + module + (half == Half.DOWN ? ".lora_A.weight" : ".lora_B.weight");
    }

    /** Equal for the tensors of one module. */
    String identity() {
        return container + "|" + component + "|" + module;
    }

    /** True for a name with underscores for dots. */
    public boolean isFlattened() {
        return FLATTENED_CONTAINER.matcher(container).matches();
    }

    /** True for SwissArmyTransformer's {@code matrix_A.N}. */
    public boolean isSat() {
        return spelling.equals(Spelling.SAT.label());
    }

    private static String prefix(String module, List<String> known) {
        return known.stream().filter(one -> module.startsWith(one + ".")).findFirst().orElse("");
    }

    private static String without(String module, String prefix) {
        return prefix.isEmpty() ? module : module.substring(prefix.length() + 1);
    }
}

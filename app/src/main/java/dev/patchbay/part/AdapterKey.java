package dev.patchbay.part;

import dev.patchbay.adapter.AdapterModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an adapter's tensor, taken apart.
 *
 * @param container {@code base_model.model}, {@code diffusion_model}, {@code lora_unet}, …; empty if none
 * @param component {@code transformer}, {@code unet}, …; empty if none
 * @param module as in {@link AdapterModule#module}
 * @param piece as in {@link AdapterModule#piece}
 * @param spelling how the suffix is written: {@code lora_A/lora_B}, {@code matrix_A/matrix_B}, …
 * @param infix adapter name before {@code weight}; empty if none
 */
public record AdapterKey(
        String container, String component, String module, OptionalInt piece, Part part, String spelling, String infix) {

    private static final List<String> CONTAINERS = List.of("base_model.model", "diffusion_model");
    private static final List<String> COMPONENTS =
            List.of("transformer", "transformer_2", "unet", "text_encoder", "text_encoder_2", "text_encoder_3");
    /** ComfyUI's name of a text encoder, and the class inside it: {@code text_encoders.clip_l.transformer.text_model…}. */
    private static final Pattern TEXT_ENCODERS = Pattern.compile("(text_encoders)\\.([^.]+)\\.(?:transformer\\.)?(.+)");
    private static final String TEXT_ENCODER_CONTAINER = "text_encoders.";
    /** VideoX-Fun doubles the underscore behind {@code lora_unet}. */
    private static final Pattern FLATTENED_CONTAINER =
            Pattern.compile("(?:lora_unet|lora_transformer|lora_te\\d?|lycoris|Hunyuan_video_I2V_lora)_?");
    private static final Pattern FLATTENED = Pattern.compile("(" + FLATTENED_CONTAINER + ")_([^.]+)");

    /** Takes a name apart; empty if it is no part of an adapter module. */
    public static Optional<AdapterKey> parse(String name) {
        return Spelling.of(name).map(AdapterKey::of);
    }

    private static AdapterKey of(Spelling.Ending ending) {
        if (ending.spelling() == Spelling.SAT) {
            // SAT calls a part of the model "transformer" that is no component in the sense of a diffusers pipeline.
            return key("", "", ending.module(), ending);
        }
        return of(ending.module(), ending);
    }

    private static AdapterKey of(String module, Spelling.Ending ending) {
        // Patterns are slow, and there may be 100,000 names.
        if (module.indexOf('.') < 0) {
            Matcher flattened = FLATTENED.matcher(module);
            if (flattened.matches()) {
                return key(flattened.group(1), "", flattened.group(2), ending);
            }
        }
        if (module.startsWith(TEXT_ENCODER_CONTAINER)) {
            Matcher encoder = TEXT_ENCODERS.matcher(module);
            if (encoder.matches()) {
                return key(encoder.group(1), encoder.group(2), encoder.group(3), ending);
            }
        }
        String container = prefix(module, CONTAINERS);
        String rest = without(module, container);
        String component = prefix(rest, COMPONENTS);
        rest = without(rest, component);
        if (container.isEmpty()) {
            container = prefix(rest, CONTAINERS);
            rest = without(rest, container);
        }
        return key(container, component, rest, ending);
    }

    private static AdapterKey key(String container, String component, String module, Spelling.Ending ending) {
        return new AdapterKey(
                container, component, module, ending.piece(), ending.part(), ending.spelling().label(), ending.infix());
    }

    /** The name of LyCORIS' (IA)³ vector, which is told from a base weight by the {@code on_input} beside it. */
    public static Optional<AdapterKey> scalingVector(String name) {
        return name.endsWith(".weight")
                ? parse(name.substring(0, name.length() - "weight".length()) + "on_input").map(key -> key.as(Part.IA3))
                : Optional.empty();
    }

    private AdapterKey as(Part other) {
        return new AdapterKey(container, component, module, piece, other, spelling, infix);
    }

    /** The name that diffusers reads: {@code transformer.blocks.0.to_q.lora_A.weight}; the component defaults to {@code fallback}. */
    public static String canonical(String component, String fallback, String module, Part half) {
        String prefix = component.isEmpty() ? fallback : component;
        return prefix + "." + module + (half == Part.DOWN ? ".lora_A.weight" : ".lora_B.weight");
    }

    /** Equal for the tensors of one module. */
    public String identity() {
        return piece.isPresent() ? layer() + "|" + piece.getAsInt() : layer();
    }

    /** Equal for the tensors of one module and of all its pieces. */
    public String layer() {
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
        for (String one : known) {
            if (module.startsWith(one) && module.startsWith(".", one.length())) {
                return one;
            }
        }
        return "";
    }

    private static String without(String module, String prefix) {
        return prefix.isEmpty() ? module : module.substring(prefix.length() + 1);
    }
}

package dev.patchbay.part;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a whole tensor that PEFT saves with an adapter and that replaces the base's: of {@code modules_to_save}, or the bias of an
 * adapted layer with {@code bias=lora_only}.
 *
 * @param component {@code transformer}, {@code unet}, …; empty if none
 * @param module without PEFT's own words
 * @param tensor end of the name: {@code .weight} or {@code .bias}
 */
public record SavedTensor(String component, String module, String tensor) {

    /** PEFT 0.21 wraps adapted layers as {@code base_layer} and saved ones as {@code modules_to_save.<adapter>}. */
    private static final Pattern NAME = Pattern.compile("(.+?)(?:\\.base_layer|\\.modules_to_save(?:\\.[^.]+)?)?(\\.(?:weight|bias))");

    /** Parses a name of {@link LeftoverKind#SAVED_MODULE}, also where rules have changed what stands before the module. */
    public static Optional<SavedTensor> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(of(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    private static SavedTensor of(String path, String tensor) {
        String inside = AdapterKey.without(path, AdapterKey.prefix(path, AdapterKey.CONTAINERS));
        String component = AdapterKey.prefix(inside, AdapterKey.COMPONENTS);
        return new SavedTensor(component, AdapterKey.without(inside, component), tensor);
    }
}

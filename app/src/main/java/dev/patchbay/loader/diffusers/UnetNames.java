package dev.patchbay.loader.diffusers;

import java.util.Map;
import java.util.regex.Pattern;

/** Diffusers' older spellings of pairs turned into PEFT's: {@code convert_unet_state_dict_to_peft}. */
final class UnetNames {

    private static final Pattern PROCESSOR = Pattern.compile("\\.processor\\.");
    private static final Pattern ATTENTION = Pattern.compile("\\.to_(q|k|v|out)_lora\\.(up|down)");
    private static final Pattern DOTTED = Pattern.compile("\\.lora\\.(up|down)");
    private static final Pattern MAGNITUDE = Pattern.compile("\\.to_out\\.lora_magnitude_vector");

    private static final Map<String, String> MODULES = Map.of("q", "to_q", "k", "to_k", "v", "to_v", "out", "to_out.0");
    private static final Map<String, String> HALVES = Map.of("up", "lora_B", "down", "lora_A");

    private UnetNames() {}

    static void convert(StateDict dict) {
        dict.rename(name -> true, name -> {
            String plain = PROCESSOR.matcher(name).replaceAll(".");
            String attention = ATTENTION.matcher(plain)
                    .replaceFirst(match -> "." + MODULES.get(match.group(1)) + "." + HALVES.get(match.group(2)));
            String dotted = DOTTED.matcher(attention).replaceFirst(match -> "." + HALVES.get(match.group(1)));
            return MAGNITUDE.matcher(dotted).replaceFirst(".to_out.0.lora_magnitude_vector");
        });
    }
}

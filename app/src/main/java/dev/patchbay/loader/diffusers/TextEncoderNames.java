package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of a text encoder's tensors turned into PEFT's, by way of diffusers' older ones: {@code state_dict_utils.py}. */
final class TextEncoderNames {

    private static final Pattern OLD = Pattern.compile("to_out_lora");
    private static final Pattern PEFT = Pattern.compile("\\.lora_A\\.weight");
    private static final Pattern LINEAR = Pattern.compile("lora_linear_layer");

    private static final Pattern PROCESSOR = Pattern.compile("\\.processor\\.");
    private static final Pattern OLD_END = Pattern.compile("\\.to_(q|k|v|out)_lora\\.(up|down)");
    private static final Pattern PEFT_END = Pattern.compile("\\.(q|k|v|out)_proj\\.lora_([AB])");
    private static final Pattern LINEAR_END = Pattern.compile("\\.lora_linear_layer\\.(up|down)");
    private static final Pattern PROJECTION_END = Pattern.compile("text_projection\\.lora\\.(down|up)\\.weight");

    private static final Map<String, String> HALVES = Map.of("up", "lora_B", "down", "lora_A", "A", "down", "B", "up");

    private TextEncoderNames() {}

    /** {@code convert_state_dict_to_diffusers}, then {@code convert_state_dict_to_peft}. */
    static void convert(StateDict dict) throws LoaderStop {
        if (!dict.any(OLD) && dict.any(PEFT)) {
            rename(dict, PEFT_END, List.of(".%s_proj.lora_linear_layer.%s"));
        }
        if (!dict.any(OLD) && !dict.any(LINEAR)) {
            throw new LoaderStop(Message.of("inspection.diffusers.stops", "ValueError: Could not automatically infer state dict type"));
        }
        rename(dict, OLD_END, List.of(".%s_proj.%s"));
        rename(dict, LINEAR_END, List.of(".%s"));
        rename(dict, PROJECTION_END, List.of("text_projection.%s.weight"));
    }

    private static void rename(StateDict dict, Pattern found, List<String> format) {
        dict.rename(name -> true, name -> {
            String plain = PROCESSOR.matcher(name).replaceAll(".");
            return found.matcher(plain).replaceFirst(match -> {
                Object[] groups = new Object[match.groupCount()];
                for (int at = 0; at < groups.length; at++) {
                    boolean half = at == groups.length - 1;
                    String word = match.group(at + 1);
                    groups[at] = half ? HALVES.getOrDefault(word, word) : word;
                }
                return format.getFirst().formatted(groups);
            });
        });
    }
}

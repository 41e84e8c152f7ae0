package dev.patchbay.loader.config;

import dev.patchbay.part.Part;
import java.util.Collection;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes PEFT's {@code adapter_config.json}.
 *
 * @see <a href="https://huggingface.co/docs/peft/package_reference/lora">LoraConfig</a>
 */
public final class AdapterConfigJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AdapterConfigJson() {}

    public static String write(Collection<CanonicalModule> modules) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("peft_type", "LORA");
        root.putNull("base_model_name_or_path");
        root.putNull("task_type");
        root.put("inference_mode", true);
        LoraMetadataJson.put(root, "", modules);
        root.withObject("rank_pattern");
        root.withObject("alpha_pattern");
        root.put("lora_dropout", 0.0);
        root.put("bias", "none");
        root.put("lora_bias", has(modules, Part.UP_BIAS) || has(modules, Part.DIFF_BIAS));
        root.put("fan_in_fan_out", false);
        root.put("use_rslora", false);
        root.put("use_dora", has(modules, Part.MAGNITUDE));
        root.put("init_lora_weights", true);
        root.putNull("modules_to_save");
        return MAPPER.writeValueAsString(root);
    }

    private static boolean has(Collection<CanonicalModule> modules, Part part) {
        return modules.stream().anyMatch(module -> module.module().parts().containsKey(part));
    }
}

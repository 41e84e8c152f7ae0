package dev.patchbay.loader.comfy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ComfyUI's {@code model_lora_keys_clip}: the names of text encoders' weights. */
final class EncoderKeys {

    private static final String WEIGHT = ".weight";
    private static final String LAYER = ".transformer.text_model.encoder.layers.";
    private static final int MOST_LAYERS = 32;
    private static final List<String> LAYERS = List.of(
            "mlp.fc1", "mlp.fc2", "self_attn.k_proj", "self_attn.q_proj", "self_attn.v_proj", "self_attn.out_proj");
    private static final String T5 = "t5xxl.transformer.";
    private static final String PROJECTION = ".transformer.text_projection.weight";

    private final Set<String> weights;
    private final Map<String, Target> names = new LinkedHashMap<>();

    private EncoderKeys(Set<String> weights) {
        this.weights = weights;
    }

    /** @param weights names of the encoders' tensors */
    static Map<String, Target> of(Set<String> weights) {
        EncoderKeys keys = new EncoderKeys(weights);
        weights.stream().filter(key -> key.endsWith(WEIGHT)).forEach(key -> keys.put("text_encoders." + module(key), key));
        keys.addClip();
        weights.stream().filter(key -> key.startsWith(T5) && key.endsWith(WEIGHT)).forEach(keys::addT5);
        keys.addProjections();
        return keys.names;
    }

    private static String module(String key) {
        return key.substring(0, key.length() - WEIGHT.length());
    }

    private void put(String name, String key) {
        names.put(name, Target.of(key));
    }

    private boolean has(String kind) {
        return LAYERS.stream().anyMatch(layer -> weights.contains(kind + LAYER + "0." + layer + WEIGHT));
    }

    private void addClip() {
        for (int block = 0; block < MOST_LAYERS; block++) {
            for (String layer : LAYERS) {
                String module = block + "." + layer;
                add("clip_h", module, List.of("lora_te", "lora_te1"), List.of("text_encoder"));
                add("clip_l", module, List.of("lora_te", "lora_te1"), List.of("text_encoder"));
                if (has("clip_l")) {
                    add("clip_g", module, List.of("lora_te2"), List.of("text_encoder_2"));
                } else {
                    add("clip_g", module, List.of("lora_te", "lora_prior_te"), List.of("text_encoder"));
                }
            }
        }
    }

    private void add(String kind, String module, List<String> flattened, List<String> dotted) {
        String key = kind + LAYER + module + WEIGHT;
        if (weights.contains(key)) {
            flattened.forEach(before -> put(before + "_text_model_encoder_layers_" + module.replace('.', '_'), key));
            dotted.forEach(before -> put(before + ".text_model.encoder.layers." + module, key));
        }
    }

    /** T5's number counts the CLIP encoders before it; in FLUX it has two. */
    private void addT5(String key) {
        String flat = module(key).substring(T5.length()).replace('.', '_');
        int number = 1 + (has("clip_g") ? 1 : 0);
        if (has("clip_l")) {
            number++;
            if (number == 2) {
                put("lora_te2_" + flat, key);
                number++;
            }
        }
        put("lora_te" + number + "_" + flat, key);
    }

    private void addProjections() {
        if (weights.contains("clip_g" + PROJECTION)) {
            put("lora_prior_te_text_projection", "clip_g" + PROJECTION);
            put("lora_te2_text_projection", "clip_g" + PROJECTION);
        }
        if (weights.contains("clip_l" + PROJECTION)) {
            put("lora_te1_text_projection", "clip_l" + PROJECTION);
        }
    }
}

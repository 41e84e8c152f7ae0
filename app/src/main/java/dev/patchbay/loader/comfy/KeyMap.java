package dev.patchbay.loader.comfy;

import java.util.LinkedHashMap;
import java.util.Map;

/** ComfyUI's {@code key_map}: the names that it looks for in a file, in this order, and the weights that they stand for. */
final class KeyMap {

    static final String MODEL = "diffusion_model.";
    private static final String WEIGHT = ".weight";

    private final Map<String, Target> names = new LinkedHashMap<>();

    private KeyMap() {}

    static KeyMap of(ComfyModel model) {
        KeyMap map = new KeyMap();
        map.addDenoiser(model);
        EncoderKeys.of(model.encoders().keySet()).forEach(map.names::put);
        return map;
    }

    Map<String, Target> names() {
        return names;
    }

    /** {@code model_lora_keys_unet}. */
    private void addDenoiser(ComfyModel model) {
        model.weights().keySet().forEach(this::addGeneric);
        ModelClass kind = model.kind();
        kind.tables().forEach(names -> addTable(model, names));
        model.weights().keySet().stream().filter(key -> key.endsWith(WEIGHT)).forEach(key -> addOwn(kind, key));
    }

    /** What every model has. */
    private void addGeneric(String key) {
        if (key.endsWith(WEIGHT)) {
            String name = key.substring(0, key.length() - WEIGHT.length());
            names.put("lora_unet_" + flat(name.substring(MODEL.length())), Target.of(key));
            names.put(name, Target.of(key));
        } else {
            names.put(key, Target.of(key));
        }
    }

    private void addTable(ComfyModel model, ModelClass.Names table) {
        if (table.isOfScheme()) {
            model.diffusers().forEach((name, weight) -> addForms(table, name, Target.of(MODEL + weight)));
        } else {
            TablesJson.read(table.table()).of(model.weights()).forEach((name, target) -> addForms(table, name, target));
        }
    }

    private void addForms(ModelClass.Names table, String name, Target target) {
        table.forms().forEach(form -> names.put(fill(form, name), target));
    }

    private void addOwn(ModelClass kind, String key) {
        String name = Replacement.all(kind.spelled(), key.substring(MODEL.length()));
        if (name.startsWith(kind.under())) {
            String own = name.substring(kind.under().length(), name.length() - WEIGHT.length());
            kind.own().forEach(form -> names.put(fill(form, own), Target.of(key)));
        }
    }

    private static String fill(String form, String name) {
        return form.replace("{name}", name).replace("{flat}", flat(name)).replace("{processor}", processor(name));
    }

    private static String flat(String name) {
        return name.replace('.', '_');
    }

    /** {@code attn1.processor.to_q}; the output layer loses the number of its list. */
    private static String processor(String name) {
        String spelled = name.replace(".to_", ".processor.to_");
        return spelled.endsWith(".to_out.0") ? spelled.substring(0, spelled.length() - 2) : spelled;
    }
}

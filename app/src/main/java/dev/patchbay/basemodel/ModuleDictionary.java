package dev.patchbay.basemodel;

import dev.patchbay.tensor.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors and modules of one component of a base model, in the model's order. Immutable. A module is found with and without the
 * {@link #CLIP_WRAPPER} before its name: releases of transformers differ in it, and files and adapters of both are about.
 */
public final class ModuleDictionary {

    /** What stands before the names of a CLIP text encoder's layers in transformers 4. */
    public static final String CLIP_WRAPPER = "text_model";

    private static final String WEIGHT = ".weight";

    private final String component;
    private final Map<String, Shape> tensors;
    private final Map<String, ModuleInfo> modules = new LinkedHashMap<>();
    private final Map<String, ModuleInfo> flattened = new HashMap<>();

    /**
     * @param component {@code transformer}, {@code unet}, {@code text_encoder}, {@code vae}, …
     * @param tensors shapes by name inside the component
     */
    public ModuleDictionary(String component, Map<String, Shape> tensors) {
        this.component = component;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.tensors.forEach((name, shape) -> {
            if (name.endsWith(WEIGHT)) {
                String module = name.substring(0, name.length() - WEIGHT.length());
                ModuleInfo info = new ModuleInfo(module, shape);
                modules.put(module, info);
                flattened.put(module.replace('.', '_'), info);
            }
        });
    }

    public String component() {
        return component;
    }

    public Map<String, Shape> tensors() {
        return tensors;
    }

    /** Every module with a weight, norms included. */
    public List<ModuleInfo> modules() {
        return List.copyOf(modules.values());
    }

    public Optional<ModuleInfo> module(String name) {
        return find(modules, name, CLIP_WRAPPER + ".");
    }

    private static Optional<ModuleInfo> find(Map<String, ModuleInfo> infos, String name, String wrapper) {
        ModuleInfo own = infos.get(name);
        return Optional.ofNullable(
                own != null ? own : infos.get(name.startsWith(wrapper) ? name.substring(wrapper.length()) : wrapper + name));
    }

    /**
     * Looks a module up by its name with underscores for dots, as kohya's tools write it. Looking it up is the only safe way back:
     * underscores are part of many names.
     */
    public Optional<ModuleInfo> flattened(String name) {
        return find(flattened, name, CLIP_WRAPPER + "_");
    }
}

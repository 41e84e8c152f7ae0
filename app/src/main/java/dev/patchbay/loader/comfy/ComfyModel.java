package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A base as ComfyUI has it: the {@code state_dict} of its denoiser and its text encoders.
 *
 * @param kind ComfyUI's class of the denoiser
 * @param weights shapes of the denoiser's tensors, after {@code diffusion_model.}
 * @param encoders shapes of the text encoders' tensors, after {@code clip_l.transformer.} and the like
 * @param diffusers weights of the denoiser by diffusers' names of their modules, as far as the naming scheme tells
 */
record ComfyModel(ModelClass kind, Map<String, Shape> weights, Map<String, Shape> encoders, Map<String, String> diffusers) {

    /** What stands before the names in files of whole models: {@code unet_prefix_from_state_dict}, and files of denoisers. */
    private static final List<String> PREFIXES = List.of("model.diffusion_model.", "diffusion_model.", "model.model.", "net.");

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    /** Empty if ComfyUI has no such model, or none that is known here. */
    static Optional<ComfyModel> of(BaseModel base) {
        Optional<BaseModel> canonical = CanonicalBase.of(base);
        Optional<ModelClass> kind = ModelsJson.find(base);
        if (base.folder().isPresent() && (canonical.isPresent() || isAnother(base, kind))) {
            return Optional.of(opened(base, canonical.orElse(base)));
        }
        return kind.map(known -> {
            Map<String, String> diffusers = new LinkedHashMap<>();
            Map<String, Shape> derived = named(known, base, diffusers);
            Map<String, Shape> weights = known.namespaces().isEmpty() ? stored(known, base.main()) : derived;
            return new ComfyModel(known, weights, encoders(base), diffusers);
        });
    }

    /** True for a base of no class, or one that ComfyUI takes for another class than that of its family. */
    private static boolean isAnother(BaseModel base, Optional<ModelClass> kind) {
        return kind.isEmpty() || kind.get().version().equals(ModelsJson.version())
                && ModelsJson.detect(names(base)).filter(found -> !found.equals(kind.get())).isPresent();
    }

    private static Set<String> names(BaseModel base) {
        return base.main().tensors().keySet().stream().map(ComfyModel::bare).collect(Collectors.toSet());
    }

    /** A base in the names of its authors, or ComfyUI's, which ComfyUI opens itself: it is of the class that its names tell. */
    private static ComfyModel opened(BaseModel base, BaseModel canonical) {
        ModelClass kind = ModelsJson.detect(names(base)).orElseGet(() -> ModelClass.any(ModelsJson.version()));
        Map<String, String> diffusers = new LinkedHashMap<>();
        named(kind, canonical, diffusers);
        return new ComfyModel(kind, stored(kind, base.main()), encoders(base), diffusers);
    }

    /** A version that has a class of its own for models of this family, where this is one of an older version. */
    static Optional<String> newer(BaseModel base, ModelClass kind) {
        return ModelsJson.find(base)
                .map(ModelClass::version)
                .filter(version -> kind.version().equals(ModelsJson.version()) && !version.equals(kind.version()));
    }

    Optional<Shape> weight(String name) {
        return Optional.ofNullable(weights.get(name)).or(() -> Optional.ofNullable(encoders.get(name)));
    }

    private static Map<String, Shape> stored(ModelClass kind, ModuleDictionary main) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        main.tensors().forEach((name, shape) -> put(weights, kind, bare(name), shape));
        return weights;
    }

    private static String bare(String name) {
        return PREFIXES.stream().filter(name::startsWith).findFirst().map(prefix -> name.substring(prefix.length())).orElse(name);
    }

    /** The weights of a base that has diffusers' names, under those that ComfyUI has for them. */
    private static Map<String, Shape> named(ModelClass kind, BaseModel base, Map<String, String> diffusers) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        for (ModuleDictionary component : base.components()) {
            NativeNames names = component == base.main()
                    ? NativeNames.of(base.family(), component)
                    : NativeNames.ofComponent(base.family(), component);
            names.modules().stream().filter(module -> has(kind, module)).forEach(module -> {
                add(weights, kind, component, module);
                if (module.modules().size() == 1) {
                    diffusers.put(module.modules().getFirst().module().name(), module.name() + WEIGHT);
                }
            });
        }
        kind.parameters().ifPresent(spelled -> base.main().tensors().forEach((name, shape) -> {
            if (!name.endsWith(WEIGHT) && !name.endsWith(BIAS)) {
                put(weights, kind, Replacement.all(spelled, name), shape);
            }
        }));
        return weights;
    }

    private static boolean has(ModelClass kind, NativeModule module) {
        return kind.namespaces().contains(module.namespace()) && kind.lacks().stream().noneMatch(module.name()::startsWith);
    }

    private static void add(Map<String, Shape> weights, ModelClass kind, ModuleDictionary component, NativeModule module) {
        put(weights, kind, module.name() + WEIGHT, module.weight());
        Shape bias = component.tensors().get(module.modules().getFirst().module().name() + BIAS);
        if (bias != null && module.weight().dimensions() > 0) {
            put(weights, kind, module.name() + BIAS, Shape.of(module.weight().size(0)));
        }
    }

    private static void put(Map<String, Shape> weights, ModelClass kind, String name, Shape shape) {
        weights.putIfAbsent(KeyMap.MODEL + Replacement.all(kind.loads(), name), shape);
    }

    private static Map<String, Shape> encoders(BaseModel base) {
        TextEncoders encoders = new TextEncoders(base);
        Map<String, Shape> weights = new LinkedHashMap<>();
        base.components().forEach(component -> encoders.kind(component.component()).ifPresent(kind ->
                component.tensors().forEach((name, shape) -> weights.putIfAbsent(
                        kind + ".transformer." + encoders.module(component.component(), name, ClipNames.TRANSFORMERS_4), shape))));
        return weights;
    }
}

package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ArchitectureJson;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The built-in base models, described by names and shapes without weights. Each is read on first use and cached. */
public final class ModelCatalog {

    private static final Map<String, Map<String, String>> INDEX = CatalogIndexJson.read(text("index"));
    private static final Map<String, Architecture> ARCHITECTURES = new ConcurrentHashMap<>();
    private static final Map<String, ModuleLocator> LOCATORS = new ConcurrentHashMap<>();
    private static final Map<String, BaseModel> MODELS = new ConcurrentHashMap<>();

    private ModelCatalog() {}

    /** Names of the built-in denoisers, for a person to choose from: {@code cogvideox-2b}, {@code flux.1-dev}, … */
    public static List<String> names() {
        return List.copyOf(INDEX.keySet());
    }

    /** The model of this name with all its known components. */
    public static Optional<BaseModel> find(String name) {
        return INDEX.containsKey(name) ? Optional.of(MODELS.computeIfAbsent(name, ModelCatalog::load)) : Optional.empty();
    }

    /** Class that diffusers loads the denoisers of a family with: {@code CogVideoXTransformer3DModel}. */
    public static Optional<String> className(String family) {
        return names().stream()
                .map(ModelCatalog::denoiser)
                .filter(denoiser -> denoiser.family().equals(family))
                .map(Architecture::className)
                .findFirst();
    }

    /** The denoiser of a catalogue model. */
    public static Architecture denoiser(String model) {
        return architecture(INDEX.getOrDefault(model, Map.of()).values().iterator().next());
    }

    /** Every architecture file once: denoisers first, then text encoders and the like. */
    static List<Architecture> architectures() {
        Set<String> names = new LinkedHashSet<>();
        INDEX.values().forEach(components -> names.add(components.values().iterator().next()));
        INDEX.values().forEach(components -> names.addAll(components.values()));
        return names.stream().map(ModelCatalog::architecture).toList();
    }

    static Architecture architecture(String name) {
        return ARCHITECTURES.computeIfAbsent(name, ModelCatalog::read);
    }

    /** Looks modules up in a catalogue model. */
    public static ModuleLocator locator(String model) {
        return LOCATORS.computeIfAbsent(model, one -> new ModuleLocator(find(one).orElseThrow()));
    }

    private static Architecture read(String name) {
        try {
            return ArchitectureJson.read(text(name), name);
        } catch (CheckpointException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BaseModel load(String name) {
        List<ModuleDictionary> components = new ArrayList<>();
        INDEX.getOrDefault(name, Map.of()).forEach((component, architecture) ->
                components.add(new ModuleDictionary(component, architecture(architecture).tensors())));
        return new BaseModel(name, denoiser(name).family(), components, Optional.empty());
    }

    private static String text(String name) {
        return Resources.text(ModelCatalog.class, name + ".json");
    }
}

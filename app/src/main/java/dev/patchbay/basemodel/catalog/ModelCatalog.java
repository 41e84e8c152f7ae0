package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ArchitectureJson;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CatalogIndexJson.CatalogIndex;
import dev.patchbay.basemodel.index.NameKind;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The built-in base models, described by names and shapes without weights. Which there are is known at once; each dictionary is read on
 * first use and cached.
 */
public final class ModelCatalog {

    private static final CatalogIndex INDEX = CatalogIndexJson.read(text("index"));
    private static final Map<String, Architecture> ARCHITECTURES = new ConcurrentHashMap<>();
    private static final Map<String, ModuleLocator> LOCATORS = new ConcurrentHashMap<>();
    private static final Map<String, BaseModel> MODELS = new ConcurrentHashMap<>();

    private ModelCatalog() {}

    /** Names of the built-in denoisers, for a person to choose from: {@code cogvideox-2b}, {@code flux.1-dev}, … */
    public static List<String> names() {
        return List.copyOf(INDEX.models().keySet());
    }

    /** The models of these names, the more widely used of those with equal modules first. */
    public static List<CatalogModel> models() {
        return List.copyOf(INDEX.models().values());
    }

    /** Title, family and components of a model, without reading its dictionaries. */
    public static Optional<CatalogModel> model(String name) {
        return Optional.ofNullable(INDEX.models().get(name));
    }

    /** The model of this name with all its known components. */
    public static Optional<BaseModel> find(String name) {
        return model(name).map(known -> MODELS.computeIfAbsent(name, one -> load(known)));
    }

    /** Titles of models that Patchbay knows by name but has no dictionary of, by name. */
    static Map<String, String> withoutDictionary() {
        return INDEX.withoutDictionary();
    }

    /** Class that diffusers loads the denoisers of a family with: {@code CogVideoXTransformer3DModel}. */
    public static Optional<String> className(String family) {
        return models().stream()
                .filter(model -> model.family().equals(family))
                .findFirst()
                .map(model -> architecture(model.denoiser()).className());
    }

    /** The {@link NameKind}s of the modules of all denoisers of these families, under their own names. */
    public static Set<String> kinds(Predicate<String> families) {
        Set<Integer> denoisers = models().stream()
                .filter(model -> families.test(model.family()))
                .map(model -> KnownKinds.position(model.denoiser()))
                .collect(Collectors.toSet());
        return KnownKinds.index().spans().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(span -> span.isOwn() && denoisers.contains(span.architecture())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The denoiser of a catalogue model. */
    public static Architecture denoiser(String model) {
        return model(model).map(known -> architecture(known.denoiser())).orElseThrow();
    }

    /** Every architecture file once: denoisers first, then text encoders and the like. */
    static List<Architecture> architectures() {
        return architectureNames().stream().map(ModelCatalog::architecture).toList();
    }

    /** Names of the {@link #architectures}, without reading them. */
    static List<String> architectureNames() {
        Set<String> names = new LinkedHashSet<>();
        models().forEach(model -> names.add(model.denoiser()));
        models().forEach(model -> names.addAll(model.components().values()));
        return List.copyOf(names);
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

    private static BaseModel load(CatalogModel model) {
        List<ModuleDictionary> components = new ArrayList<>();
        model.components().forEach((component, architecture) ->
                components.add(new ModuleDictionary(component, architecture(architecture).tensors())));
        return new BaseModel(model.name(), model.family(), components, Optional.empty());
    }

    private static String text(String name) {
        return Resources.text(ModelCatalog.class, name + ".json");
    }
}

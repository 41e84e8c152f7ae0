package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.index.IndexedArchitecture;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a base model from the names and shapes of an opened checkpoint. */
public final class OpenedBaseModel {

    /** Main components first; others follow in the order of the file. */
    private static final List<String> MAIN = List.of("transformer", "unet");

    private static final String UNKNOWN = "unknown";
    private static final String CONFIG = "config.json";

    private OpenedBaseModel() {}

    /**
     * Components are recognised by {@code config.json}, the pipeline's folders, or the tensor names. Weights that are stored as codes count
     * with the shapes that are meant, and without their companions.
     */
    public static BaseModel of(Checkpoint stored) {
        Checkpoint checkpoint = LogicalTensors.view(stored);
        List<ModuleDictionary> components = checkpoint.layout() == CheckpointLayout.PIPELINE_FOLDER
                ? pipeline(shapes(checkpoint))
                : List.of(single(checkpoint));
        Optional<Path> folder = Optional.of(checkpoint.path());
        return new BaseModel(name(checkpoint.path(), components.getFirst()), family(checkpoint, components.getFirst()), components, folder);
    }

    private static List<ModuleDictionary> pipeline(Map<String, Shape> tensors) {
        Map<String, Map<String, Shape>> byComponent = new LinkedHashMap<>();
        tensors.forEach((name, shape) -> {
            int dot = name.indexOf('.');
            String component = dot < 0 ? "" : name.substring(0, dot);
            byComponent.computeIfAbsent(component, one -> new LinkedHashMap<>()).put(name.substring(dot + 1), shape);
        });
        List<ModuleDictionary> components = new ArrayList<>();
        byComponent.forEach((component, shapes) -> components.add(new ModuleDictionary(component, shapes)));
        components.sort(Comparator.comparing(component -> !MAIN.contains(component.component())));
        return components.isEmpty() ? List.of(new ModuleDictionary(MAIN.getFirst(), Map.of())) : components;
    }

    private static ModuleDictionary single(Checkpoint checkpoint) {
        Map<String, Shape> tensors = shapes(checkpoint);
        String component = known(checkpoint)
                .or(() -> TensorFamilies.rank(tensors).bestOrNearest().flatMap(OpenedBaseModel::architecture))
                .map(IndexedArchitecture::component)
                .orElse(MAIN.getFirst());
        return new ModuleDictionary(component, tensors);
    }

    private static String family(Checkpoint checkpoint, ModuleDictionary main) {
        return known(checkpoint).map(IndexedArchitecture::family)
                .or(() -> TensorFamilies.rank(main.tensors()).bestOrNearest().map(FamilyEvidence::family))
                .orElse(UNKNOWN);
    }

    /** The first known architecture of the class that the model's, or the pipeline's denoiser's, {@code config.json} names. */
    private static Optional<IndexedArchitecture> known(Checkpoint checkpoint) {
        return Stream.concat(Stream.of(CONFIG), MAIN.stream().map(component -> component + "/" + CONFIG))
                .map(file -> Optional.ofNullable(checkpoint.companions().get(file)))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(ModelConfigJson::className)
                .flatMap(name -> architectures().filter(one -> one.className().equals(name)).findFirst());
    }

    private static Optional<IndexedArchitecture> architecture(FamilyEvidence evidence) {
        return architectures()
                .filter(one -> one.name().equals(evidence.name()) || one.family().equals(evidence.name()))
                .findFirst();
    }

    private static Stream<IndexedArchitecture> architectures() {
        return KnownKinds.index().architectures().stream();
    }

    private static String name(Path path, ModuleDictionary main) {
        Path absolute = path.toAbsolutePath().normalize();
        int segments = absolute.getNameCount();
        if (segments == 0) {
            return absolute.toString();
        }
        String own = CheckpointName.of(absolute);
        Path above = absolute.getParent();
        return own.equals(main.component()) && above != null && segments > 1 ? CheckpointName.of(above) + "/" + own : own;
    }

    private static Map<String, Shape> shapes(Checkpoint checkpoint) {
        Map<String, Shape> shapes = LinkedHashMap.newLinkedHashMap(checkpoint.tensors().size());
        checkpoint.tensors().forEach((name, tensor) -> shapes.put(name, tensor.info().shape()));
        return shapes;
    }
}

package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A base that was opened under its authors' names, with diffusers' names for the same layers. */
public final class CanonicalBase {

    private static final String WEIGHT = ".weight";

    private CanonicalBase() {}

    /**
     * The same model under diffusers' names, with the sizes of the opened file; the rows of a fused layer are divided as in the model of
     * the catalogue. Empty if the base has diffusers' names already, or its family has no list of names.
     */
    public static Optional<BaseModel> of(BaseModel opened) {
        if (opened.folder().isEmpty()) {
            return Optional.empty();
        }
        return ModelCatalog.models().stream()
                .filter(model -> model.family().equals(opened.family()))
                .map(model -> ModelCatalog.find(model.name()))
                .flatMap(Optional::stream)
                .map(known -> translated(opened, known.main()))
                .reduce((one, other) -> one.size() >= other.size() ? one : other)
                .filter(tensors -> 2 * tensors.size() > opened.main().modules().size())
                .map(tensors -> with(opened, tensors));
    }

    private static BaseModel with(BaseModel opened, Map<String, Shape> tensors) {
        List<ModuleDictionary> components = new ArrayList<>(opened.components());
        components.set(0, new ModuleDictionary(opened.main().component(), tensors));
        return new BaseModel(opened.name(), opened.family(), components, opened.folder());
    }

    /** Shapes of weights under the catalogue model's names; empty where more of the file has these names than the authors'. */
    private static Map<String, Shape> translated(BaseModel opened, ModuleDictionary known) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        int foreign = 0;
        for (NativeModule module : NativeNames.of(opened.family(), known).modules()) {
            Optional<ModuleInfo> found = find(opened.main(), module.name());
            if (found.isPresent() && divides(found.get().weight(), module.weight())) {
                foreign++;
                module.modules().forEach(linked -> tensors.putIfAbsent(
                        linked.module().name() + WEIGHT, shape(found.get().weight(), module.weight(), linked)));
            }
        }
        long own = known.modules().stream().filter(module -> opened.main().module(module.name()).isPresent()).count();
        if (own >= foreign) {
            return Map.of();
        }
        known.modules().forEach(module -> opened.main().module(module.name())
                .ifPresent(same -> tensors.putIfAbsent(module.name() + WEIGHT, same.weight())));
        return tensors;
    }

    private static Optional<ModuleInfo> find(ModuleDictionary main, String name) {
        return main.module(name).or(() -> NativeNames.PREFIXES.stream()
                .map(prefix -> main.module(prefix + name))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static boolean divides(Shape opened, Shape known) {
        return opened.dimensions() == known.dimensions() && opened.dimensions() > 0 && known.size(0) > 0;
    }

    private static Shape shape(Shape opened, Shape known, LinkedModule linked) {
        long rows = linked.rows().stream().mapToLong(RowRange::size).sum();
        return opened.with(0, Math.round((double) rows * opened.size(0) / known.size(0)));
    }
}

package dev.patchbay.examination;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import java.util.List;
import java.util.Optional;

/**
 * What a person points at, as it can be examined.
 *
 * @param name as it stands in the file or in the base
 * @param tensor of the adapter's file
 * @param module of the adapter, to which the tensor belongs or which changes the layer
 * @param layer of the base
 */
public record Subject(String name, Optional<StoredTensor> tensor, Optional<AdapterModule> module, Optional<Layer> layer) {

    /**
     * A layer of the base.
     *
     * @param component of the base
     */
    public record Layer(String component, ModuleInfo info) {}

    /**
     * A tensor or a branch of the adapter's file. A branch is a module if all tensors below it are of one; of any other branch there is
     * nothing to be examined.
     */
    public static Optional<Subject> of(Pointed.InFile row, Checkpoint checkpoint, Adapter adapter) {
        Optional<StoredTensor> tensor = checkpoint.tensor(row.path());
        if (tensor.isPresent()) {
            return Optional.of(new Subject(row.path(), tensor, moduleOf(adapter, row.path()), Optional.empty()));
        }
        return row.tensors().stream()
                .filter(name -> checkpoint.tensor(name).isPresent())
                .findFirst()
                .flatMap(first -> moduleOf(adapter, first))
                .filter(module -> row.tensors().stream().allMatch(name -> isPart(module, name)))
                .map(module -> new Subject(row.path(), Optional.empty(), Optional.of(module), Optional.empty()));
    }

    /**
     * A layer of the base.
     *
     * @param reached stored names of the adapter's tensors that change it; none if nothing does
     */
    public static Optional<Subject> of(Pointed.InBase row, BaseModel base, Adapter adapter, List<String> reached) {
        Optional<AdapterModule> changing = reached.stream().findFirst().flatMap(source -> moduleOf(adapter, source));
        return layer(row.path(), base).map(layer -> new Subject(row.path(), Optional.empty(), changing, Optional.of(layer)));
    }

    private static Optional<Layer> layer(String path, BaseModel base) {
        return base.components().stream()
                .filter(one -> path.startsWith(one.component() + "."))
                .flatMap(one -> layer(one, path.substring(one.component().length() + 1)).stream())
                .findFirst()
                .or(() -> layer(base.main(), path));
    }

    private static Optional<Layer> layer(ModuleDictionary component, String module) {
        return component.module(module).map(info -> new Layer(component.component(), info));
    }

    private static Optional<AdapterModule> moduleOf(Adapter adapter, String tensor) {
        return adapter.modules().stream().filter(module -> isPart(module, tensor)).findFirst();
    }

    private static boolean isPart(AdapterModule module, String tensor) {
        return module.tensors().stream().map(MappedTensor::sources).anyMatch(sources -> sources.contains(tensor));
    }
}

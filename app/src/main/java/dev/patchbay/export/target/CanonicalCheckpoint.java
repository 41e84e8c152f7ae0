package dev.patchbay.export.target;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.FoldedData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The adapter as if its file had diffusers' names: rules from there to another reader's names can be applied to it as to any file. Nothing is
 * read before somebody asks.
 */
final class CanonicalCheckpoint {

    private final Checkpoint source;
    private final Map<String, CanonicalModule> modules = new HashMap<>();
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, List<String>> sources = new LinkedHashMap<>();
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param folded modules whose scale is multiplied into their up matrices and biases here, in float32, because they will be joined with others
     * @param absent what stands in no file, but is joined with what does
     * @param shared whether what is joined has one down matrix
     */
    CanonicalCheckpoint(
            Checkpoint source, List<CanonicalModule> modules, Set<CanonicalModule> folded, List<AbsentPart> absent, boolean shared) {
        this.source = source;
        for (CanonicalModule module : modules) {
            module.module().parts().forEach((part, tensor) -> {
                if (part != Part.ALPHA) {
                    add(module, part, tensor, folded.contains(module));
                }
            });
        }
        absent.forEach(part -> add(part, shared));
    }

    private void add(AbsentPart absent, boolean shared) {
        for (Part part : absent.sibling().module().parts().keySet()) {
            if (part != Part.ALPHA) {
                TensorData of = tensors.get(Optional.ofNullable(places.get(absent.sibling().name(part))).orElseThrow()).data();
                TensorData data = absent.data(part, of, shared);
                String name = absent.name(part);
                modules.put(name, absent.sibling());
                parts.put(name, part);
                tensors.add(new StoredTensor(new TensorInfo(name, data.dtype(), data.shape()), data, source.path().toString()));
            }
        }
    }

    private void add(CanonicalModule module, Part part, MappedTensor tensor, boolean folded) {
        String name = module.name(part);
        TensorRecipe recipe = tensor.recipe().unscaled();
        DType type = source.tensor(recipe.source()).orElseThrow().info().dtype();
        TensorData data = new RecipeData(source, recipe, new TensorInfo(name, type, tensor.info().shape()));
        if (folded && (part == Part.UP || part == Part.UP_BIAS)) {
            data = new FoldedData(data, module.scale(), DType.F32);
        }
        places.put(name, tensors.size());
        modules.put(name, module);
        parts.put(name, part);
        sources.put(name, List.copyOf(recipe.sources()));
        tensors.add(new StoredTensor(new TensorInfo(name, data.dtype(), data.shape()), data, source.path().toString()));
    }

    /** The module that a tensor of this name belongs to. */
    CanonicalModule module(String name) {
        return Optional.ofNullable(modules.get(name)).orElseThrow();
    }

    /** What the tensor of this name is to its module. */
    Part part(String name) {
        return Optional.ofNullable(parts.get(name)).orElseThrow();
    }

    /** Stored tensors that those of these names are made of. */
    List<String> sources(Set<String> names) {
        return names.stream().flatMap(name -> sources.getOrDefault(name, List.of()).stream()).distinct().toList();
    }

    Checkpoint asCheckpoint() {
        return new Checkpoint(
                source.path(), source.format(), source.layout(), tensors, source.metadata(), Map.of(), List.of(), () -> {});
    }
}

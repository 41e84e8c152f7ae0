package dev.patchbay.export.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The adapter's tensors under diffusers' names, from which rules make the names of other programs. Each tensor keeps its module and part.
 * The module's scale stays a number beside the tensors, unless it has to be multiplied into the values.
 */
final class CanonicalAdapter {

    /** A tensor with the module and the part that it is of. */
    record CanonicalTensor(MappedTensor tensor, CanonicalModule module, Part part) {}

    private final Map<String, CanonicalTensor> tensors = new LinkedHashMap<>();

    /**
     * @param folded modules whose scale is multiplied into their up matrices and biases, in float32, because they are fused with modules of
     *     another scale
     * @param absent layers to add as zeros, because they are fused with layers of the adapter
     * @param shared true if all layers that are fused have equal down matrices
     */
    CanonicalAdapter(Checkpoint source, List<CanonicalModule> modules, Set<CanonicalModule> folded, List<AbsentPart> absent,
            boolean shared) {
        for (CanonicalModule module : modules) {
            module.module().parts().forEach((part, tensor) -> {
                if (part != Part.ALPHA) {
                    add(canonical(source, module, part, tensor, folded.contains(module)), module, part);
                }
            });
        }
        absent.forEach(layer -> layer.sibling().module().parts().keySet().stream()
                .filter(part -> part != Part.ALPHA)
                .forEach(part -> add(layer.tensor(part, tensor(layer.sibling(), part), shared), layer.sibling(), part)));
    }

    private void add(MappedTensor tensor, CanonicalModule module, Part part) {
        tensors.put(tensor.name(), new CanonicalTensor(tensor, module, part));
    }

    private static MappedTensor canonical(Checkpoint source, CanonicalModule module, Part part, MappedTensor tensor, boolean folded) {
        // The factors of scale rules on a pair are in the module's scale; those on a difference are nowhere else.
        TensorRecipe recipe = part.isScaledAlone() ? tensor.recipe() : tensor.recipe().unscaled();
        boolean scaled = folded && (part == Part.UP || part == Part.UP_BIAS);
        DType own = tensor.info().dtype();
        DType stored = recipe.sources().size() > 1
                ? own
                : source.tensor(recipe.source()).map(one -> one.info().dtype()).orElse(own);
        DType type = scaled ? DType.F32 : stored;
        return new MappedTensor(
                new TensorInfo(module.name(part), type, tensor.info().shape()), scaled ? Recipes.scaled(recipe, module.scale()) : recipe);
    }

    List<MappedTensor> tensors() {
        return tensors.values().stream().map(CanonicalTensor::tensor).toList();
    }

    /** The tensor of this canonical name. */
    CanonicalTensor find(String name) {
        return Optional.ofNullable(tensors.get(name)).orElseThrow();
    }

    private MappedTensor tensor(CanonicalModule module, Part part) {
        return find(module.name(part)).tensor();
    }

    /** The module's down matrix, if it has one. */
    Optional<MappedTensor> down(CanonicalModule module) {
        return Optional.ofNullable(tensors.get(module.name(Part.DOWN))).map(CanonicalTensor::tensor);
    }
}

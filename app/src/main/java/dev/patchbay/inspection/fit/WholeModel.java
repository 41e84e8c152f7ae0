package dev.patchbay.inspection.fit;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a full model compared with the base's denoiser, by name.
 *
 * @param right tensors whose name and shape the base has
 * @param misshapen tensors whose name the base has with another shape
 * @param stray tensors that the base does not have
 * @param missing names that only the base has
 */
public record WholeModel(List<MappedTensor> right, List<MappedTensor> misshapen, List<MappedTensor> stray, List<String> missing) {

    public static WholeModel of(MappingResult mapping, ModuleDictionary base) {
        List<MappedTensor> right = new ArrayList<>();
        List<MappedTensor> misshapen = new ArrayList<>();
        List<MappedTensor> stray = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(base.tensors().keySet());
        String prefix = base.component() + ".";
        for (MappedTensor tensor : mapping.tensors()) {
            String name = tensor.name().startsWith(prefix) ? tensor.name().substring(prefix.length()) : tensor.name();
            Shape shape = base.tensors().get(name);
            missing.remove(name);
            (shape == null ? stray : shape.equals(tensor.info().shape()) ? right : misshapen).add(tensor);
        }
        return new WholeModel(right, misshapen, stray, List.copyOf(missing));
    }

    /** True if it has most of the base's names, so that it is a file of this model. */
    public boolean isRecognised() {
        return right.size() + misshapen.size() > missing.size();
    }

    /** True if no tensor of the base is missing or has another shape; extra tensors are allowed. */
    public boolean isComplete() {
        return missing.isEmpty() && misshapen.isEmpty() && !right.isEmpty();
    }
}

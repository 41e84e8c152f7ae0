package dev.patchbay.export.bake;

import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What will be baked.
 *
 * @param baked changes of the adapters by name of the base's tensor
 * @param dtype of all floating-point tensors in the new file; empty to keep each as it is
 * @param warnings shown to the person before writing
 */
public record BakePlan(Map<String, List<WeightShare>> baked, Optional<DType> dtype, List<Message> warnings) {

    public BakePlan {
        baked = new LinkedHashMap<>(baked);
        warnings = List.copyOf(warnings);
    }

    /** A tensor of the new file: computed if an adapter changes it or its dtype changes, else the base's own. */
    TensorData data(String name, TensorData stored) {
        List<WeightShare> shares = baked.getOrDefault(name, List.of());
        DType own = stored.dtype();
        boolean computed = FloatCodec.canDecode(own) && (own.isFloat() || own.isQuantised()) || !shares.isEmpty();
        DType type = computed ? dtype.orElse(own) : own;
        return shares.isEmpty() && type == own ? stored : new BakedTensor(stored, type, shares);
    }

    /** How many tensors of the base change. */
    public int changed() {
        return baked.size();
    }
}

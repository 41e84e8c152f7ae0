package dev.patchbay.inspection.origin;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tensor as signs look at it: under whatever spelling of its part.
 *
 * @param key the parsed name; empty for what is no part of an adapter
 * @param owner the adapter's module that it is a part of
 */
record Seen(TensorInfo info, Optional<AdapterKey> key, Optional<AdapterModule> owner) {

    static List<Seen> in(Checkpoint checkpoint, Adapter adapter) {
        Map<String, AdapterModule> owners = new HashMap<>();
        adapter.modules().forEach(module -> module.tensors().forEach(tensor -> owners.put(tensor.source(), module)));
        List<Seen> seen = new ArrayList<>();
        checkpoint.infos().forEach(info ->
                seen.add(new Seen(info, AdapterKey.parseAny(info.name()), Optional.ofNullable(owners.get(info.name())))));
        return seen;
    }

    /** True if the layer that was trained takes one of these numbers of channels; of a lone tensor, if one of its first sizes is that. */
    boolean takes(Set<Long> inputs) {
        return inputs.isEmpty() || owner.map(module -> module.inputs().stream().anyMatch(inputs::contains)).orElseGet(() -> {
            Shape shape = info.shape();
            return shape.dimensions() > 1 && (inputs.contains(shape.size(0)) || inputs.contains(shape.size(1)));
        });
    }

    /** True if the layer that was trained gives one of these numbers of channels. */
    boolean gives(Set<Long> outputs) {
        return outputs.isEmpty() || owner.stream().flatMapToLong(module -> module.outputs().stream()).anyMatch(outputs::contains);
    }
}

package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the modules of alphas, magnitudes and biases that are written with another separator than the rest of the module, as
 * half-converted files have them: {@code a_b.alpha} beside {@code a.b.lora_A.weight}. Containers do not count; where more than one module
 * may be meant, none is.
 */
final class StrayParts {

    private static final String PROCESSOR = ".processor.";
    private static final String PROCESSOR_OUTPUT = PROCESSOR + "to_out";

    private static final Set<Part> BESIDE = Set.of(Part.MAGNITUDE, Part.DIFF_BIAS);

    private final ParsedNames names;
    private final Map<String, Set<ModuleDraft>> byFlatName = new HashMap<>();

    /** @param drafts with parts of their own, by mapped names */
    StrayParts(Collection<ModuleDraft> drafts, ParsedNames names) {
        this.names = names;
        for (ModuleDraft draft : drafts) {
            if (!isStray(draft)) {
                flatNames(draft).forEach(flat -> byFlatName.computeIfAbsent(flat, one -> new LinkedHashSet<>()).add(draft));
            }
        }
    }

    /** True for a magnitude without a change that it belongs to, and for a bias under the name of an attention processor. */
    static boolean isStray(ModuleDraft draft) {
        Set<Part> parts = draft.parts().keySet();
        return parts.equals(Set.of(Part.MAGNITUDE)) || BESIDE.containsAll(parts) && draft.key().module().contains(PROCESSOR);
    }

    /** The module that a tensor beside it belongs to. */
    Optional<ModuleDraft> owner(AdapterKey key, MappedTensor tensor) {
        Set<ModuleDraft> owners = new LinkedHashSet<>();
        for (AdapterKey one : keys(key, tensor)) {
            byFlatName.getOrDefault(flat(one), Set.of()).stream()
                    .filter(draft -> areCompatible(draft.key().component(), one.component()))
                    .forEach(owners::add);
        }
        return owners.size() == 1 ? Optional.of(owners.iterator().next()) : Optional.empty();
    }

    private static boolean areCompatible(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /** By the mapped and by the stored name: rules may have renamed one of the two and not the other. */
    private Set<String> flatNames(ModuleDraft draft) {
        Set<String> flat = new LinkedHashSet<>();
        keys(draft.key(), draft.tensors().iterator().next()).forEach(key -> flat.add(flat(key)));
        return flat;
    }

    private List<AdapterKey> keys(AdapterKey mapped, MappedTensor tensor) {
        List<AdapterKey> keys = new ArrayList<>(List.of(mapped));
        names.parse(tensor.source()).ifPresent(keys::add);
        return keys;
    }

    /** Attention processors are named between a layer's block and the layer; they call the first of the output's list just that. */
    private static String flat(AdapterKey key) {
        String module = key.module();
        String plain = module.endsWith(PROCESSOR_OUTPUT) ? module + ".0" : module;
        return plain.replace(PROCESSOR, ".").replace('.', '_');
    }
}

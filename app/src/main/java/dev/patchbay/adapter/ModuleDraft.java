package dev.patchbay.adapter;

import dev.patchbay.adapter.algorithm.ChangeForms;
import dev.patchbay.adapter.algorithm.Parts;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the parts of one module. */
final class ModuleDraft {

    private final AdapterKey key;
    private final Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
    /** Those that have all the parts that were found; AdaLoRA has the halves of LoRA, and BOFT's blocks are named as those of OFT. */
    private final Set<Algorithm> possible = EnumSet.allOf(Algorithm.class);
    private boolean own;

    /** @param key of the first part */
    ModuleDraft(AdapterKey key) {
        this.key = key;
    }

    AdapterKey key() {
        return key;
    }

    Collection<MappedTensor> tensors() {
        return parts.values();
    }

    Map<Part, MappedTensor> parts() {
        return parts;
    }

    /**
     * Adds a part. False if the module already has it or is of another algorithm: then the file holds two adapters, and the first one
     * counts.
     */
    boolean take(Part part, MappedTensor tensor) {
        if (parts.containsKey(part) || !fits(part)) {
            return false;
        }
        parts.put(part, tensor);
        return true;
    }

    /** Adds all parts of another draft, or none. */
    boolean takeAll(ModuleDraft other) {
        boolean free = other.parts.keySet().stream().allMatch(part -> part.goesWithOthers() && !parts.containsKey(part));
        if (free) {
            other.parts.forEach(this::take);
        }
        return free;
    }

    private boolean fits(Part part) {
        if (part.goesWithOthers()) {
            return true;
        }
        Set<Algorithm> having = ChangeForms.having(part);
        if (Collections.disjoint(possible, having)) {
            return false;
        }
        possible.retainAll(having);
        own = true;
        return true;
    }

    /** Empty if the parts say nothing about a change of their own: a magnitude alone. */
    Optional<Algorithm> algorithm() {
        Parts found = Parts.of(parts);
        if (own) {
            return possible.stream().filter(algorithm -> ChangeForms.of(algorithm).claims(found)).findFirst()
                    .or(() -> possible.stream().findFirst());
        }
        boolean whole = parts.keySet().stream().anyMatch(ChangeForms.of(Algorithm.FULL_DIFF).parts()::contains);
        return whole ? Optional.of(Algorithm.FULL_DIFF) : Optional.empty();
    }
}

package dev.patchbay.export.adapter;

import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A module of the target program: one canonical module, several that are fused, or a piece of one. */
final class TargetModule {

    private final String module;
    private final Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
    private final Set<CanonicalModule> from = new LinkedHashSet<>();

    /** @param module full name up to the ending, as the target program writes it */
    TargetModule(String module) {
        this.module = module;
    }

    void add(Part part, MappedTensor tensor, Set<CanonicalModule> modules) {
        parts.put(part, tensor);
        from.addAll(modules);
    }

    String module() {
        return module;
    }

    Map<Part, MappedTensor> parts() {
        return parts;
    }

    Set<CanonicalModule> from() {
        return from;
    }

    /** The first of the modules it is made from. */
    CanonicalModule first() {
        return from.iterator().next();
    }

    /** True if the modules it is made from have different scales, so that one alpha cannot express them. */
    boolean isMixed() {
        return from.stream().mapToDouble(CanonicalModule::scale).distinct().count() > 1;
    }

    /** Rows of the down matrix; the algorithm's own rank where there is none. */
    long rank() {
        return Optional.ofNullable(parts.get(Part.DOWN))
                .map(down -> down.info().shape().size(0))
                .orElse(first().module().rank());
    }
}

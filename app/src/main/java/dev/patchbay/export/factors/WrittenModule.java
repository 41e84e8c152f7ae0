package dev.patchbay.export.factors;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * An adapter module of the new file.
 *
 * @param name in the new file, without ending
 * @param algorithm of the source
 * @param scale of its change in the source; 1 if it was already multiplied in, as for fused modules of different scales
 * @param tensors names in the new file by part, without alpha
 */
public record WrittenModule(String name, Algorithm algorithm, double scale, Map<Part, String> tensors) {

    public WrittenModule {
        Map<Part, String> sorted = new EnumMap<>(Part.class);
        sorted.putAll(tensors);
        tensors = Collections.unmodifiableMap(sorted);
    }

    /** The name of one of its tensors, which no other module has. */
    public String anyTensor() {
        return tensors.values().iterator().next();
    }

    /** The name of its up matrix, into which a scale can be multiplied. */
    public Optional<String> up() {
        return Optional.ofNullable(tensors.get(Part.UP)).or(() -> Optional.ofNullable(tensors.get(Part.EMBEDDING_UP)));
    }
}

package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of one module while they are found. */
final class ModuleDraft {

    private final AdapterKey key;
    private final Map<Part, MappedTensor> parts = new EnumMap<>(Part.class);
    private @Nullable Algorithm algorithm;

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

    /** False if the part is there already, or the module is of another algorithm: two adapters in one file, of which the first counts. */
    boolean take(Part part, MappedTensor tensor) {
        if (parts.containsKey(part) || !fits(part)) {
            return false;
        }
        parts.put(part, tensor);
        return true;
    }

    private boolean fits(Part part) {
        if (part.goesWithOthers()) {
            return true;
        }
        Algorithm other = part.algorithm().orElseThrow();
        boolean fits = algorithm == null || family(algorithm) == family(other);
        if (algorithm == null || algorithm == Algorithm.LORA) {
            algorithm = fits ? other : algorithm;
        }
        return fits;
    }

    /** AdaLoRA has the halves of LoRA, and BOFT's blocks are named as those of OFT. */
    private static Algorithm family(Algorithm algorithm) {
        return switch (algorithm) {
            case ADALORA -> Algorithm.LORA;
            case BOFT -> Algorithm.OFT;
            default -> algorithm;
        };
    }

    /** Empty if the parts say nothing about a change of their own: a magnitude alone. */
    Optional<Algorithm> algorithm() {
        if (algorithm == Algorithm.OFT && isButterfly()) {
            return Optional.of(Algorithm.BOFT);
        }
        boolean whole = parts.keySet().stream().anyMatch(part -> part.algorithm().filter(Algorithm.FULL_DIFF::equals).isPresent());
        return Optional.ofNullable(algorithm).or(() -> whole ? Optional.of(Algorithm.FULL_DIFF) : Optional.empty());
    }

    private boolean isButterfly() {
        return Optional.ofNullable(parts.get(Part.OFT_BLOCKS)).filter(blocks -> blocks.info().shape().dimensions() == 4).isPresent();
    }
}

package dev.patchbay.export.factors;

import dev.patchbay.part.Algorithm;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How near the modules of a written adapter are to those of its source, measured on the file that was read again, with the scale that its
 * reader finds there.
 *
 * @param modules those that were measured, in the order of the new file
 * @param unmeasured how many were not, by algorithm: their change is no product of small factors, or their values are not finite. Of these
 *     only the tensors were compared
 */
public record ChangeReport(List<ModuleError> modules, Map<Algorithm, Integer> unmeasured) {

    /** Of a full model. */
    public static final ChangeReport NONE = new ChangeReport(List.of(), Map.of());

    public ChangeReport {
        modules = List.copyOf(modules);
        Map<Algorithm, Integer> sorted = new EnumMap<>(Algorithm.class);
        sorted.putAll(unmeasured);
        unmeasured = Collections.unmodifiableMap(sorted);
    }

    /** The module that differs most; empty if none was measured. */
    public Optional<ModuleError> worst() {
        return modules.stream().max(Comparator.comparingDouble(ModuleError::error));
    }

    /** The largest ‖ΔW_before − ΔW_after‖ / ‖ΔW_before‖; 0 if none was measured. */
    public double largestError() {
        return worst().map(ModuleError::error).orElse(0.0);
    }
}

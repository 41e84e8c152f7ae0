package dev.patchbay.export.factors;

import dev.patchbay.part.Algorithm;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Relative errors of the modules of a written adapter against its source, measured on the file that was read again, with the scale that the
 * target program finds there.
 *
 * @param modules the measured ones, in the order of the new file
 * @param unmeasured number of modules that were not measured, by algorithm, because their change is not of low rank or not finite; only
 *     their tensors were compared
 */
public record ChangeReport(List<ModuleError> modules, Map<Algorithm, Integer> unmeasured) {

    /** For a full model. */
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

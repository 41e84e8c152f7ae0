package dev.patchbay.inspection.fit;

import dev.patchbay.mapping.MappedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A base module that an adapter module changes.
 *
 * @param component of the base
 * @param module inside the component
 * @param rank of the adapter module
 * @param fits false if a shape or the expected rank differs, or a part is missing
 * @param sources stored names of the adapter module's tensors, down first
 */
public record ModuleReach(String component, String module, long rank, boolean fits, List<String> sources) {

    /** Matched base modules by {@code component.module}; if two adapter modules change one, the first counts. */
    public static Map<String, ModuleReach> of(AdapterFit adapter) {
        Map<String, ModuleReach> reaches = new LinkedHashMap<>();
        adapter.fits().stream().filter(ModuleFit::isMatched).forEach(fit -> {
            String module = fit.module().module();
            List<String> sources = fit.parts().stream().map(MappedTensor::source).toList();
            boolean fits = fit.fits(adapter.expectation());
            reaches.putIfAbsent(
                    fit.component() + "." + module, new ModuleReach(fit.component(), module, fit.module().rank(), fits, sources));
        });
        return reaches;
    }
}

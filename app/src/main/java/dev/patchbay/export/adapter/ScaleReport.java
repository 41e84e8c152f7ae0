package dev.patchbay.export.adapter;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.loader.ScaleWriting;
import dev.patchbay.loader.config.CanonicalModule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The scale of the source's modules and how the export writes it.
 *
 * @param values distinct scales s of s·B·A, ascending; most files have one
 * @param source where the scales were declared
 * @param how how the export writes them
 * @param widened up matrices kept in float32 because their own dtype would lose more than 1e-3
 */
public record ScaleReport(List<Double> values, ScaleSource source, ScaleHandling how, int widened) {

    public ScaleReport {
        values = List.copyOf(values);
    }

    /** The report of a planned export; the scale counts as folded only if a factor other than 1 is multiplied in. */
    static ScaleReport of(ScaleWriting writing, Collection<CanonicalModule> written, List<ExportTensor> tensors) {
        List<Double> values = written.stream().map(CanonicalModule::scale).distinct().sorted().toList();
        Map<ScaleSource, Long> sources =
                written.stream().map(CanonicalModule::scaleSource)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        if (sources.size() > 1) {
            // An algorithm that has no scale says nothing of that of the others.
            sources.remove(ScaleSource.FIXED);
        }
        if (sources.size() > 1) {
            // What is assumed of some modules is no source of the others' scales.
            sources.remove(ScaleSource.ASSUMED_ONE);
        }
        ScaleSource source = sources.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        ScaleHandling how = switch (writing) {
            case CONFIG -> ScaleHandling.CONFIG;
            case ALPHA_TENSOR -> ScaleHandling.ALPHA_TENSOR;
            case METADATA -> values.equals(List.of(1.0)) ? ScaleHandling.NONE : ScaleHandling.METADATA;
            case FOLDED, FOLDED_TIMES_RANK ->
                tensors.stream().anyMatch(tensor -> tensor.factor() != 1) ? ScaleHandling.FOLDED : ScaleHandling.NONE;
        };
        return new ScaleReport(values, source, how, (int) tensors.stream().filter(ScaleReport::isWidened).count());
    }

    private static boolean isWidened(ExportTensor tensor) {
        return tensor.factor() != 1 && tensor.info().dtype().bits() > tensor.before().dtype().bits();
    }
}

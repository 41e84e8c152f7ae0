package dev.patchbay.export.target;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.files.ExportTensor;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a reader is told the scale of an adapter.
 *
 * @param choice what a person wants where the reader leaves a choice: only diffusers does
 */
record ScaleWriting(ExportTarget target, ScaleChoice choice) {

    /** What is multiplied into a part of a module with this scale. */
    double factor(TargetModule module, Part part, double scale) {
        boolean up = part == Part.UP || part == Part.EMBEDDING_UP;
        return switch (target) {
            case DIFFUSERS -> choice == ScaleChoice.METADATA ? said(part, scale) : up || part == Part.UP_BIAS ? scale : 1;
            // SwissArmyTransformer multiplies by alpha / rank with alpha 1.
            case SAT -> up ? scale * module.rank() : 1;
            // The difference of a bias knows no scale there.
            case COMFYUI, KOHYA -> part == Part.UP_BIAS ? scale : 1;
            case PEFT -> said(part, scale);
        };
    }

    /** Where the reader is told the scale, and multiplies a bias by it too: a difference of a bias has to be so much larger or smaller. */
    private static double said(Part part, double scale) {
        return part == Part.DIFF_BIAS ? 1 / scale : 1;
    }

    /** True if an alpha tensor goes beside this module. */
    boolean writesAlpha(TargetModule module) {
        return (target == ExportTarget.COMFYUI || target == ExportTarget.KOHYA) && module.rank() > 0;
    }

    ScaleReport report(Collection<CanonicalModule> written, List<ExportTensor> tensors) {
        List<Double> values = written.stream().map(CanonicalModule::scale).distinct().sorted().toList();
        Map<ScaleSource, Long> sources =
                written.stream().map(CanonicalModule::scaleSource).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        ScaleSource source = sources.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        ScaleHandling how = switch (target) {
            case PEFT -> ScaleHandling.CONFIG;
            case COMFYUI, KOHYA -> ScaleHandling.ALPHA_TENSOR;
            case DIFFUSERS, SAT -> handling(values, tensors);
        };
        return new ScaleReport(values, source, how, (int) tensors.stream().filter(ScaleWriting::isWidened).count());
    }

    private ScaleHandling handling(List<Double> values, List<ExportTensor> tensors) {
        if (tensors.stream().anyMatch(tensor -> tensor.factor() != 1)) {
            return ScaleHandling.FOLDED;
        }
        boolean said = target == ExportTarget.DIFFUSERS && choice == ScaleChoice.METADATA && !values.equals(List.of(1.0));
        return said ? ScaleHandling.METADATA : ScaleHandling.NONE;
    }

    private static boolean isWidened(ExportTensor tensor) {
        return tensor.factor() != 1 && tensor.info().dtype().bits() > tensor.before().dtype().bits();
    }
}

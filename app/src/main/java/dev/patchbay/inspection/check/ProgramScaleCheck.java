package dev.patchbay.inspection.check;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramScales;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports a file that has another scale in one program than in another, though both apply it. */
public final class ProgramScaleCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        if (!context.isFileAsItIs() || context.fits().isEmpty()) {
            return List.of();
        }
        ProgramScales scales = ProgramScales.of(context, context.verdicts());
        List<AdapterModule> differing = scales.differing();
        if (differing.isEmpty()) {
            return List.of();
        }
        AdapterModule first = differing.getFirst();
        String meant = ScaleCheck.number(first.scale());
        String said = said(scales.of(first));
        Message message = Message.of("inspection.scale.programs", said, differing.size(), meant, odd(scales.of(first), first));
        List<String> sources =
                differing.stream().flatMap(module -> module.tensors().stream()).map(MappedTensor::source).distinct().toList();
        return List.of(Problem.of(ProblemCode.ALPHA_MISMATCH, Severity.WARNING, "alpha", message)
                .at(sources, first.module())
                .differing(meant, said));
    }

    /** {@code diffusers 2, ComfyUI 1}. */
    private static String said(Map<Program, Double> scales) {
        return scales.entrySet().stream()
                .map(scale -> scale.getKey().title() + " " + ScaleCheck.number(scale.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The first program that does not take what the file declares. */
    private static String odd(Map<Program, Double> scales, AdapterModule module) {
        return scales.entrySet().stream()
                .filter(scale -> Double.compare(scale.getValue(), module.scale()) != 0
                        && !(Math.abs(scale.getValue() - module.scale()) <= 1e-6 * Math.max(1, Math.abs(module.scale()))))
                .map(scale -> scale.getKey().word())
                .findFirst()
                .orElse(Program.DIFFUSERS.word());
    }
}

package dev.patchbay.inspection.check;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import java.util.ArrayList;
import java.util.List;

/** Reports DoRA magnitudes that a program does not read: by their name, or because they are per input where PEFT wants them per output. */
public final class DoraCheck implements Check {


    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        List<ModuleFit> dora = context.fits().stream().filter(fit -> fit.module().isDora()).toList();
        Modules.by(dora, fit -> fit.module().magnitudeAxis().orElse(MagnitudeAxis.UNCLEAR)).forEach((axis, fits) ->
                problems.add(axis == MagnitudeAxis.OUTPUT ? unread(fits) : wrongAxis(axis, fits)));
        return problems;
    }

    private static MappedTensor magnitude(ModuleFit fit) {
        return fit.module().part(Part.MAGNITUDE).orElseThrow();
    }

    /** diffusers and PEFT read PEFT's name, ComfyUI reads LyCORIS'. Only a warning if diffusers applies them. */
    private static Problem unread(List<ModuleFit> fits) {
        MappedTensor first = magnitude(fits.getFirst());
        boolean lycoris = AdapterKey.parse(first.name()).filter(key -> key.spelling() == Spelling.DORA_SCALE).isPresent();
        String key = lycoris ? "inspection.dora.lycoris" : "inspection.dora.peft";
        Message message = Message.of(key, Modules.tensors(fits.size()), first.name());
        return Problem.of(ProblemCode.UNSUPPORTED_ALGORITHM, lycoris ? Severity.ERROR : Severity.WARNING, "algorithm", message)
                .at(fits.stream().map(fit -> magnitude(fit).source()).toList(), fits.getFirst().module().module())
                .differing("", "DoRA");
    }

    private static Problem wrongAxis(MagnitudeAxis axis, List<ModuleFit> fits) {
        ModuleFit first = fits.getFirst();
        MappedTensor magnitude = magnitude(first);
        String expected = first.out().isPresent() ? "[" + first.out().getAsLong() + "]" : "[out]";
        String key = axis == MagnitudeAxis.INPUT ? "inspection.dora.input" : "inspection.dora.unclear";
        return Problem.of(
                        ProblemCode.DORA_AXIS, Severity.ERROR, "dora",
                        Message.of(key, Modules.tensors(fits.size()), magnitude.name(), magnitude.info().shape(), expected))
                .at(fits.stream().map(fit -> magnitude(fit).source()).toList(), fits.getFirst().module().module())
                .differing(expected, magnitude.info().shape().toString());
    }
}

package dev.patchbay.inspection.check;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.inspection.fit.AdapterFit;
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

/**
 * Reports DoRA magnitudes that a program does not read, by their name or because they are per input where PEFT wants them per output, and
 * those that are lost: some modules have theirs and others of the same part of the model have none.
 */
public final class DoraCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        List<ModuleFit> dora = context.fits().stream().filter(fit -> fit.module().isDora()).toList();
        Modules.by(dora, fit -> fit.module().magnitudeAxis().orElse(MagnitudeAxis.UNCLEAR)).forEach((axis, fits) ->
                problems.add(axis == MagnitudeAxis.OUTPUT ? unread(fits) : wrongAxis(axis, fits)));
        Modules.by(context.fits(), fit -> fit.module().container()).values().forEach(fits -> {
            List<ModuleFit> bare = fits.stream().filter(DoraCheck::isBare).toList();
            List<ModuleFit> whole = fits.stream().filter(fit -> fit.module().isDora()).toList();
            if (!bare.isEmpty() && !whole.isEmpty()) {
                problems.add(lost(bare, whole));
            }
        });
        return problems;
    }

    private static boolean isBare(ModuleFit fit) {
        return fit.module().form().isLowRank() && fit.module().isComplete() && fit.module().part(Part.MAGNITUDE).isEmpty();
    }

    private static Problem lost(List<ModuleFit> bare, List<ModuleFit> whole) {
        String key = isOfLycoris(whole.getFirst()) ? "inspection.dora.lost.lycoris" : "inspection.dora.lost.peft";
        String first = AdapterKey.path(bare.getFirst().firstName()).orElseGet(() -> Modules.shown(bare));
        Message message = Message.of(key, Modules.count(bare), first, whole.size());
        return Problem.of(ProblemCode.MAGNITUDE_MISSING, Severity.WARNING, "algorithm", message)
                .at(AdapterFit.sources(bare), bare.getFirst().module().module())
                .differing("DoRA", "");
    }

    private static boolean isOfLycoris(ModuleFit fit) {
        return AdapterKey.parse(magnitude(fit).name()).filter(key -> key.spelling() == Spelling.DORA_SCALE).isPresent();
    }

    private static MappedTensor magnitude(ModuleFit fit) {
        return fit.module().part(Part.MAGNITUDE).orElseThrow();
    }

    /** diffusers and PEFT read PEFT's name, ComfyUI reads LyCORIS'. Only a warning if diffusers applies them. */
    private static Problem unread(List<ModuleFit> fits) {
        MappedTensor first = magnitude(fits.getFirst());
        boolean lycoris = isOfLycoris(fits.getFirst());
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

package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;

/** Reports layers that the base lacks and a related model has: the adapter was made for that one. One problem for all of them. */
public final class LayersCheck implements Check {

    private static final int MOST = 4;

    @Override
    public List<Problem> check(InspectionContext context) {
        AbsentLayers absent = context.absentLayers();
        if (absent.fits().isEmpty() || context.isWrongFamily()) {
            return List.of();
        }
        List<ModuleFit> fits = absent.fits();
        String example = fits.getFirst().module().module();
        Message role = LayerRole.of(fits.stream().map(fit -> fit.module().module()).toList()).plural();
        String models = String.join(", ", absent.models().stream().limit(MOST).toList());
        int others = context.fits().size() - fits.size();
        Message message =
                Message.of("inspection.layers.absent", Modules.count(fits), context.base().name(), role, example, models, others);
        return List.of(Problem.of(ProblemCode.NAME_MISMATCH, Severity.ERROR, "layers", message)
                .at(AdapterFit.sources(fits), "")
                .differing("", example)
                .withFixes(absent.models().stream().limit(MOST).map(LayersCheck::choose).toList()));
    }

    private static QuickFix choose(String model) {
        return new QuickFix.ChooseBase(Message.of("inspection.fix.base", model), false, model);
    }
}

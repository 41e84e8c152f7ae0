package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;

/** Reports modules that change again what other modules of the file change: they count once. */
public final class RepeatCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<ModuleFit> repeats = context.fits().stream().filter(context.repeats()::contains).toList();
        if (repeats.isEmpty() || context.isWrongFamily()) {
            return List.of();
        }
        ModuleFit first = repeats.getFirst();
        String target = first.location().orElseThrow().modules().getFirst().module().name();
        return List.of(Problem.of(
                        ProblemCode.REPEATED_MODULE, Severity.INFO, "repeat",
                        Message.of("inspection.repeat", Modules.count(repeats), first.module().module(), target))
                .at(AdapterFit.sources(repeats), target)
                .differing("", first.module().module()));
    }
}

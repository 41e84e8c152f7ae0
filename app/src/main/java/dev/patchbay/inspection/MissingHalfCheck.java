package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;

/** Pairs of which one half is not there. */
final class MissingHalfCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<ModuleFit> halves = context.fits().stream().filter(fit -> !fit.module().isComplete()).toList();
        List<Problem> problems = new ArrayList<>();
        Modules.by(halves, fit -> fit.module().down().isPresent()).forEach((down, group) -> problems.add(problem(down, group)));
        return problems;
    }

    private static Problem problem(boolean downIsThere, List<ModuleFit> group) {
        AdapterModule first = group.getFirst().module();
        Message missing = Message.of(downIsThere ? "inspection.half.up" : "inspection.half.down");
        return new Problem(
                ProblemCode.MISSING_HALF,
                Severity.ERROR,
                "half",
                InspectionContext.sources(group),
                first.module(),
                "A, B",
                downIsThere ? "A" : "B",
                Message.of("inspection.half.missing", Modules.count(group), ModuleTemplate.of(first.module()), missing),
                List.of());
    }
}

package dev.patchbay.inspection.values;

import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;

/** Reports NaN or infinity among the values: a single one makes every picture black. */
final class FiniteCheck {

    private FiniteCheck() {}

    static List<Problem> problems(List<ModuleValues> values, DropFix drop) {
        List<ModuleValues> sick = values.stream().filter(one -> one.state() == ModuleValues.State.NOT_FINITE).toList();
        if (sick.isEmpty()) {
            return List.of();
        }
        List<ModuleFit> fits = sick.stream().map(ModuleValues::fit).toList();
        List<String> tensors = sick.stream().flatMap(one -> one.notFinite().stream()).distinct().toList();
        boolean all = sick.size() == values.size();
        String module = fits.getFirst().module().module();
        Message message = Message.of("inspection.finite", Modules.count(fits), tensors.isEmpty() ? module : tensors.getFirst());
        return List.of(Problem.of(ProblemCode.NOT_FINITE, Severity.ERROR, "values", message)
                .at(tensors, module)
                .differing("", "NaN, Inf")
                .withFixes(all ? List.of() : drop.modules(fits, false).stream().toList()));
    }
}

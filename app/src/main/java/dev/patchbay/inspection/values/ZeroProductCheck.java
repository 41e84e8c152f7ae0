package dev.patchbay.inspection.values;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * Reports modules whose product is exactly zero. That is an adapter's initial state, so it was never trained, or was reset when a training
 * was resumed.
 */
final class ZeroProductCheck {

    private ZeroProductCheck() {}

    static List<Problem> problems(List<ModuleValues> values, DropFix drop) {
        List<ModuleFit> zero = values.stream()
                .filter(one -> one.state() == ModuleValues.State.NEUTRAL)
                .map(ModuleValues::fit)
                .toList();
        if (zero.isEmpty()) {
            return List.of();
        }
        boolean all = zero.size() == values.size();
        String example = Modules.shown(zero);
        boolean byScale = zero.stream().allMatch(fit -> fit.module().scale() == 0);
        String key = byScale ? "inspection.zero.scale" : all ? "inspection.zero.all" : "inspection.zero.some";
        // Dropping zero modules does not change the adapter's effect; dropping all of them would leave no adapter.
        Optional<QuickFix> fix = all || byScale ? Optional.empty() : drop.modules(zero, true);
        return List.of(Problem.of(
                        ProblemCode.ZERO_PRODUCT, all ? Severity.ERROR : Severity.WARNING, "zero",
                        Message.of(key, Modules.count(zero), example, values.size()))
                .at(AdapterFit.sources(zero), zero.getFirst().module().module())
                .differing("", "0")
                .withFixes(fix.stream().toList()));
    }
}

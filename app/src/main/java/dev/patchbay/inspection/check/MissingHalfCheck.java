package dev.patchbay.inspection.check;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reports pairs with a missing half, and modules of other algorithms with a missing part. */
public final class MissingHalfCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<ModuleFit> incomplete = context.fits().stream().filter(fit -> !fit.module().isComplete()).toList();
        // An incomplete module has no effect, so dropping it loses nothing, unless there are no other modules.
        boolean rest = incomplete.size() < context.fits().size();
        DropFix drop = new DropFix(context.mapping());
        List<Problem> problems = new ArrayList<>();
        Modules.by(incomplete, fit -> fit.module().algorithm() + "" + fit.module().down().isPresent() + fit.module().up().isPresent())
                .values()
                .forEach(group -> problems.add(problem(group, rest ? drop.modules(group, true).stream().toList() : List.of())));
        return problems;
    }

    private static Problem problem(List<ModuleFit> group, List<QuickFix> fixes) {
        ModuleFit first = group.getFirst();
        boolean pair = first.isLowRankPair() && first.halves().size() == 1;
        boolean down = first.module().down().isPresent();
        return Problem.of(ProblemCode.MISSING_HALF, Severity.ERROR, "half", pair ? half(group, down) : rest(group))
                .at(AdapterFit.sources(group), first.module().module())
                .differing(pair ? "A, B" : "", pair ? (down ? "A" : "B") : parts(first.module()))
                .withFixes(fixes);
    }

    private static Message half(List<ModuleFit> group, boolean down) {
        Message missing = Message.of(down ? "inspection.half.up" : "inspection.half.down");
        return Message.of("inspection.half.missing", Modules.count(group), shown(group), missing);
    }

    private static Message rest(List<ModuleFit> group) {
        AdapterModule first = group.getFirst().module();
        return Message.of("inspection.half.parts", Modules.count(group), shown(group), first.algorithm().label(), parts(first));
    }

    /** The stored name where there is one module, since text encoders share theirs. */
    private static String shown(List<ModuleFit> group) {
        return group.size() == 1
                ? AdapterKey.path(group.getFirst().firstName()).orElseGet(() -> Modules.shown(group))
                : Modules.shown(group);
    }

    /** Endings of the parts that exist. */
    private static String parts(AdapterModule module) {
        return module.tensors().stream()
                .map(MappedTensor::name)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
    }
}

package dev.patchbay.inspection.check;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports where the scale of B·A comes from, and whether it is the expected one. */
public final class ScaleCheck implements Check {

    private static final double SAME = 1e-6;

    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        context.declarations().warnings().forEach(warning ->
                problems.add(Problem.of(ProblemCode.ALPHA_UNKNOWN, Severity.WARNING, "alpha", warning)));
        mismatch(context).or(() -> unknown(context)).ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> unknown(InspectionContext context) {
        List<ModuleFit> assumed = from(context, ScaleSource.ASSUMED_ONE);
        if (!assumed.isEmpty()) {
            Message message = Message.of("inspection.scale.assumed", Modules.count(assumed));
            return Optional.of(Problem.of(ProblemCode.ALPHA_UNKNOWN, Severity.WARNING, "alpha", message)
                    .at(AdapterFit.sources(assumed), assumed.getFirst().module().module())
                    .differing("", "1"));
        }
        List<ModuleFit> sat = from(context, ScaleSource.SAT_DEFAULT);
        if (!sat.isEmpty()) {
            String scale = number(sat.getFirst().module().scale());
            Message message = Message.of("inspection.scale.sat", scale);
            return Optional.of(Problem.of(ProblemCode.ALPHA_UNKNOWN, Severity.INFO, "alpha", message)
                    .at(AdapterFit.sources(sat), sat.getFirst().module().module())
                    .differing("", scale));
        }
        return Optional.empty();
    }

    private static Optional<Problem> mismatch(InspectionContext context) {
        OptionalDouble alpha = context.expectation().alpha();
        if (alpha.isEmpty()) {
            return Optional.empty();
        }
        List<ModuleFit> wrong = context.fits().stream()
                .filter(fit -> fit.hasRank() && fit.module().rank() > 0 && differs(fit.module(), alpha.getAsDouble()))
                .toList();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        AdapterModule first = wrong.getFirst().module();
        double wanted = alpha.getAsDouble() / first.rank();
        boolean oneRank = context.fits().stream().allMatch(fit -> fit.module().rank() == first.rank());
        List<QuickFix> fixes = oneRank
                ? List.of(new QuickFix.SetScale(Message.of("inspection.fix.setScale", number(wanted)), true, wanted))
                : List.of();
        Message message = Message.of(
                "inspection.scale.mismatch",
                number(alpha.getAsDouble()),
                first.rank(),
                number(wanted),
                number(first.scale()),
                source(first.scaleSource()),
                Modules.count(wrong));
        return Optional.of(
                Problem.of(ProblemCode.ALPHA_MISMATCH, Severity.WARNING, "alpha", message)
                        .at(AdapterFit.sources(wrong), wrong.getFirst().module().module())
                        .differing(number(wanted), number(first.scale()))
                        .withFixes(fixes));
    }

    private static boolean differs(AdapterModule module, double alpha) {
        double wanted = alpha / module.rank();
        return Math.abs(module.scale() - wanted) > SAME * Math.abs(wanted);
    }

    static Message source(ScaleSource source) {
        return Message.of("inspection.scale.source." + source.name());
    }

    private static List<ModuleFit> from(InspectionContext context, ScaleSource source) {
        return context.fits().stream().filter(fit -> fit.module().scaleSource() == source && fit.hasRank()).toList();
    }

    /** A number with few digits: 0.125, 1, 0.3333. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        double rounded = Math.round(value * 1e6) / 1e6;
        double shown = rounded == 0 ? value : rounded;
        return shown == Math.rint(shown) && Math.abs(shown) < 1e9 ? String.valueOf((long) shown) : String.valueOf(shown);
    }
}

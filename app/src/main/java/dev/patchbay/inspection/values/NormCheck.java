package dev.patchbay.inspection.values;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.check.ScaleCheck;
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
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reports changes that are far too large, or too small to have an effect. Measured by ‖ΔW‖ / √out, the usual length of a row of the change:
 * rows of a trained linear layer are about 1 long whatever its width, and those of a trained adapter 0.001 to 0.5. The limits are a rule of
 * thumb.
 */
final class NormCheck {

    private static final double TOO_STRONG = 3;
    private static final double TOO_WEAK = 1e-6;

    private NormCheck() {}

    static List<Problem> problems(List<ModuleValues> values) {
        List<Problem> problems = new ArrayList<>();
        List<ModuleValues> moving = values.stream().filter(one -> one.state() == ModuleValues.State.CHANGES && row(one).isPresent())
                .toList();
        problem(moving.stream().filter(one -> row(one).orElseThrow() > TOO_STRONG).toList(), true).ifPresent(problems::add);
        problem(moving.stream().filter(one -> row(one).orElseThrow() < TOO_WEAK).toList(), false).ifPresent(problems::add);
        return problems;
    }

    /** ‖ΔW‖ / √out; empty if the norm or the number of rows is unknown. */
    private static Optional<Double> row(ModuleValues one) {
        OptionalLong rows = one.module().outputs();
        return Double.isFinite(one.norm()) && rows.isPresent()
                ? Optional.of(one.norm() / Math.sqrt(Math.max(1, rows.getAsLong())))
                : Optional.empty();
    }

    private static Optional<Problem> problem(List<ModuleValues> unusual, boolean strong) {
        if (unusual.isEmpty()) {
            return Optional.empty();
        }
        List<ModuleFit> fits = unusual.stream().map(ModuleValues::fit).toList();
        double extreme = unusual.stream()
                .mapToDouble(one -> row(one).orElseThrow())
                .reduce(strong ? Math::max : Math::min)
                .orElseThrow();
        String shown = String.format(Locale.ROOT, "%.2g", extreme);
        String example = Modules.shown(fits);
        return Optional.of(Problem.of(
                        ProblemCode.NORM_UNUSUAL, Severity.WARNING, "norm",
                        Message.of(strong ? "inspection.norm.strong" : "inspection.norm.weak", Modules.count(fits), example, shown))
                .at(AdapterFit.sources(fits), fits.getFirst().module().module())
                .differing(strong ? "≤ " + ScaleCheck.number(TOO_STRONG) : "≥ " + TOO_WEAK, shown)
                .withFixes(strong ? satScale(unusual).stream().toList() : List.of()));
    }

    /** If no scale is declared and all ranks are equal, the scale 1 / rank may be meant, as in SAT. */
    private static Optional<QuickFix> satScale(List<ModuleValues> strong) {
        List<AdapterModule> modules = strong.stream().map(ModuleValues::module).toList();
        Set<Long> ranks = modules.stream().map(AdapterModule::rank).collect(Collectors.toSet());
        boolean guessed = modules.stream().allMatch(module -> module.isPair() && module.scaleSource() == ScaleSource.ASSUMED_ONE);
        long rank = ranks.iterator().next();
        if (!guessed || ranks.size() > 1 || rank < 2) {
            return Optional.empty();
        }
        return Optional.of(new QuickFix.SetScale(Message.of("inspection.fix.setScale", ScaleCheck.number(1.0 / rank)), false, 1.0 / rank));
    }
}

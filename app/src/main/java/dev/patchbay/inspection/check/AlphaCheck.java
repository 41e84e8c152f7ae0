package dev.patchbay.inspection.check;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.diffusers.DiffusersLoading;
import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports alphas that one file declares differently in two places, and alpha tensors that make diffusers refuse a file. */
public final class AlphaCheck implements Check {

    /** Training alpha in kohya's metadata; informative, no loader reads it. */
    private static final String TRAINED_ALPHA = "ss_network_alpha";

    private static final double SAME = 1e-6;

    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        notANumber(context).or(() -> contradiction(context)).ifPresent(problems::add);
        refused(context).ifPresent(problems::add);
        return problems;
    }

    /** Programs multiply by an alpha that is NaN or infinite as by any other. */
    private static Optional<Problem> notANumber(InspectionContext context) {
        List<ModuleFit> fits = context.fits().stream()
                .filter(fit -> fit.module().alpha().isPresent() && !Double.isFinite(fit.module().alpha().getAsDouble()))
                .filter(fit -> fit.module().form().isScaled(fit.module().shapes()))
                .toList();
        if (fits.isEmpty()) {
            return Optional.empty();
        }
        AdapterModule first = fits.getFirst().module();
        String value = ScaleCheck.number(first.alpha().orElseThrow());
        List<String> tensors = fits.stream()
                .map(fit -> fit.module().part(Part.ALPHA).map(MappedTensor::source))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        String place = tensors.isEmpty() ? first.address() : tensors.getFirst();
        boolean all = fits.size() == context.fits().size();
        return Optional.of(Problem.of(ProblemCode.NOT_FINITE, Severity.ERROR, "alpha", Message.of(
                                "inspection.alpha.notANumber", Modules.count(fits), place, value))
                .at(tensors.isEmpty() ? AdapterFit.sources(fits) : tensors, first.module())
                .differing("", value)
                .withFixes(all ? List.of() : new DropFix(context.mapping()).modules(fits, false).stream().toList()));
    }

    /** A second declaration of an alpha, and its place. */
    private record Other(double alpha, String place) {}

    private static Optional<Problem> contradiction(InspectionContext context) {
        List<ModuleFit> conflicting = context.fits().stream().filter(fit -> other(context, fit).isPresent()).toList();
        if (conflicting.isEmpty()) {
            return Optional.empty();
        }
        ModuleFit first = conflicting.getFirst();
        Other other = other(context, first).orElseThrow();
        String used = ScaleCheck.number(first.module().alpha().orElseThrow());
        String declared = ScaleCheck.number(other.alpha());
        long rank = first.module().rank();
        boolean oneRank = conflicting.stream().allMatch(fit -> fit.module().rank() == rank);
        List<QuickFix> fixes = oneRank && rank > 0
                ? List.of(new QuickFix.SetScale(
                        Message.of("inspection.fix.setScale", ScaleCheck.number(other.alpha() / rank)), false, other.alpha() / rank))
                : List.of();
        Message message = Message.of(
                "inspection.alpha.contradiction",
                ScaleCheck.source(first.module().declaredAlpha().map(DeclaredAlpha::source).orElseThrow()),
                used,
                other.place(),
                declared,
                Modules.count(conflicting),
                rank);
        return Optional.of(Problem.of(ProblemCode.ALPHA_MISMATCH, Severity.WARNING, "alpha", message)
                .at(AdapterFit.sources(conflicting), conflicting.getFirst().module().module())
                .differing(declared, used)
                .withFixes(fixes));
    }

    /** A declared alpha that differs from the one in use: that of the configuration, or of the training metadata. */
    private static Optional<Other> other(InspectionContext context, ModuleFit fit) {
        OptionalDouble used = fit.module().alpha();
        if (used.isEmpty() || fit.module().declaredAlpha().map(DeclaredAlpha::source).orElseThrow() == ScaleSource.SAT_DEFAULT) {
            return Optional.empty();
        }
        return declared(context, fit)
                .or(() -> trained(context))
                .filter(one -> Math.abs(one.alpha() - used.getAsDouble()) > SAME * Math.max(1, Math.abs(one.alpha())));
    }

    private static Optional<Other> declared(InspectionContext context, ModuleFit fit) {
        return context.declarations().forComponent(fit.module().component()).flatMap(one -> {
            OptionalDouble alpha = one.config().alpha(fit.module().module());
            return alpha.isPresent() ? Optional.of(new Other(alpha.getAsDouble(), one.place())) : Optional.empty();
        });
    }

    /** Some layers may have been trained with an alpha of their own, so the metadata contradicts only if no module has its value. */
    private static Optional<Other> trained(InspectionContext context) {
        try {
            double alpha = Double.parseDouble(context.checkpoint().metadata().getOrDefault(TRAINED_ALPHA, ""));
            boolean used = context.fits().stream().anyMatch(fit -> Math.abs(fit.module().alpha().orElse(Double.NaN) - alpha) <= SAME);
            return Double.isFinite(alpha) && !used ? Optional.of(new Other(alpha, TRAINED_ALPHA)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Under diffusers' own names an alpha tensor's name has no “lora” in it, and the loader raises an error. */
    private static Optional<Problem> refused(InspectionContext context) {
        if (!context.isFileAsItIs()) {
            return Optional.empty();
        }
        List<ModuleFit> fits = context.fits().stream().filter(AlphaCheck::isRefused).toList();
        if (fits.isEmpty() || !DiffusersLoading.refused(context.base(), context.mapping().tensors()).containsAll(alphas(fits))) {
            return Optional.empty();
        }
        String first = alphas(fits).getFirst();
        Message message = Message.of("inspection.alpha.refused", Modules.tensors(fits.size()), first);
        return Optional.of(Problem.of(ProblemCode.ALPHA_MISMATCH, Severity.ERROR, "alpha", message)
                .at(alphas(fits), fits.getFirst().module().module())
                .differing("", Spelling.ALPHA.ending(Part.ALPHA))
                .withFixes(fold(context).stream().toList()));
    }

    private static boolean isRefused(ModuleFit fit) {
        boolean alpha = fit.module().part(Part.ALPHA).map(MappedTensor::name).filter(name -> !name.contains("lora")).isPresent();
        return alpha && fit.isMatched() && fit.module().container().isEmpty();
    }

    private static List<String> alphas(List<ModuleFit> fits) {
        return fits.stream().map(fit -> fit.module().part(Part.ALPHA).orElseThrow().name()).toList();
    }

    /** Drops the alpha tensors: the scale is still read from the stored file, and an export multiplies it into the weights. */
    private static Optional<QuickFix> fold(InspectionContext context) {
        try {
            KeyPattern alphas = KeyPattern.parse("**" + Spelling.ALPHA.ending(Part.ALPHA));
            RuleSet rules = context.mapping().rules().plus(List.of(new DropRule(alphas)));
            return Optional.of(new QuickFix.ChangeRules(Message.of("inspection.fix.fold"), true, rules));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }
}

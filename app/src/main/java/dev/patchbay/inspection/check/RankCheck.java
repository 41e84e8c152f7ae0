package dev.patchbay.inspection.check;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.diffusers.AttentionProcessors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports ranks that disagree: of down and up, of tensors and declarations, of tensors and the expected rank. */
public final class RankCheck implements Check {

    private static final Set<String> EXPECTED = Set.of("inspection.rank.expected", "inspection.rank.processor");

    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        rankMismatch(context).ifPresent(problems::add);
        problems.addAll(declared(context));
        expected(context).ifPresent(problems::add);
        mixed(context).ifPresent(problems::add);
        return problems;
    }

    /** True for a rank that differs from the one a person expects, whatever loaders make of it. */
    public static boolean isOfExpectation(Problem problem) {
        return EXPECTED.contains(problem.message().key());
    }

    private static Optional<Problem> rankMismatch(InspectionContext context) {
        List<ModuleFit> rankMismatch = context.fits().stream().filter(fit -> !fit.ranksAgree() && !fit.isTransposed()).toList();
        if (rankMismatch.isEmpty()) {
            return Optional.empty();
        }
        ModuleFit first = rankMismatch.getFirst();
        List<String> shapes = first.parts().stream().map(part -> part.info().shape().toString()).toList();
        String module = Modules.shown(rankMismatch);
        Message message = first.halves().size() == 2
                ? Message.of("inspection.rank.torn", Modules.count(rankMismatch), module, shapes.get(0), shapes.get(1))
                : Message.of("inspection.rank.factors", Modules.count(rankMismatch), module, String.join(" · ", shapes));
        return Optional.of(Problem.of(ProblemCode.RANK_MISMATCH, Severity.ERROR, "rank", message)
                .at(AdapterFit.sources(rankMismatch), rankMismatch.getFirst().module().module())
                .differing(rank(first.module().down(), 0), rank(first.module().up(), 1)));
    }

    private static String rank(Optional<MappedTensor> half, int dimension) {
        return half.map(tensor -> tensor.info().shape())
                .filter(shape -> shape.dimensions() > dimension)
                .map(shape -> String.valueOf(shape.size(dimension)))
                .orElse("");
    }

    /** PEFT and diffusers create layers with the declared rank; copying tensors of another rank into them fails. */
    private static List<Problem> declared(InspectionContext context) {
        List<ModuleFit> wrong = context.fits().stream()
                .filter(fit -> fit.hasRank() && declaredRank(context, fit).isPresent() && declaredRank(context, fit)
                        .getAsLong() != fit.module().rank())
                .toList();
        List<Problem> problems = new ArrayList<>();
        Map<String, List<ModuleFit>> groups =
                Modules.by(wrong, fit -> declaredRank(context, fit).orElseThrow() + ":" + fit.module().rank());
        groups.values().forEach(group -> problems.add(declaredProblem(context, group)));
        return problems;
    }

    private static Problem declaredProblem(InspectionContext context, List<ModuleFit> group) {
        ModuleFit first = group.getFirst();
        Declarations.Declared declared = context.declarations().forComponent(first.module().component()).orElseThrow();
        long expected = declaredRank(context, first).orElseThrow();
        // With rules an export is judged, and an export does not keep the declaration.
        boolean asItIs = context.isFileAsItIs();
        String key = asItIs ? "inspection.rank.declared" : "inspection.rank.declaredGone";
        Message message = Message.of(key, declared.place(), expected, first.module().rank(), Modules.count(group));
        return Problem.of(ProblemCode.RANK_MISMATCH, asItIs ? Severity.ERROR : Severity.INFO, "rank", message)
                .at(AdapterFit.sources(group), group.getFirst().module().module())
                .differing(String.valueOf(expected), String.valueOf(first.module().rank()))
                .withFixes(asItIs ? List.of(resize(first.module().rank(), expected)) : List.of());
    }

    private static QuickFix resize(long rank, long wanted) {
        return new QuickFix.ResizeRank(Message.of(rank < wanted ? "inspection.fix.growRank" : "inspection.fix.shrinkRank", wanted),
                false, wanted);
    }

    private static OptionalLong declaredRank(InspectionContext context, ModuleFit fit) {
        return context.declarations()
                .forComponent(fit.module().component())
                .map(declared -> declared.config().rank(fit.module().module()))
                .orElse(OptionalLong.empty());
    }

    private static Optional<Problem> expected(InspectionContext context) {
        OptionalLong expected = context.expectation().rank();
        List<ModuleFit> wrong = context.fits().stream()
                .filter(fit -> expected.isPresent() && !fit.halves().isEmpty() && fit.module().rank() != expected.getAsLong())
                .toList();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        ModuleFit first = wrong.getFirst();
        MappedTensor half = first.module().up().or(() -> first.module().down()).orElseThrow();
        int dimension = first.module().up().isPresent() ? 1 : 0;
        Shape found = half.info().shape();
        Object wanted = found.dimensions() > dimension ? found.with(dimension, expected.getAsLong()) : expected.getAsLong();
        long rank = first.module().rank();
        List<QuickFix> fixes = List.of(resize(rank, expected.getAsLong()));
        Message plain = Message.of(
                "inspection.rank.expected", half.source(), found, expected.getAsLong(), wanted, Modules.count(wrong), rank);
        Message message = AttentionProcessors.of(context.base())
                .numbered(half.source())
                .map(number -> Message.of("inspection.rank.processor", plain, number))
                .orElse(plain);
        return Optional.of(Problem.of(ProblemCode.RANK_MISMATCH, Severity.ERROR, "rank", message)
                .at(AdapterFit.sources(wrong), wrong.getFirst().module().module())
                .differing(String.valueOf(expected.getAsLong()), String.valueOf(rank))
                .withFixes(fixes));
    }

    /** diffusers before 0.36 uses the first module's rank as alpha of all modules. */
    private static Optional<Problem> mixed(InspectionContext context) {
        List<ModuleFit> guessed = context.fits().stream()
                .filter(fit -> fit.isLowRankPair() && fit.module().scaleSource() == ScaleSource.ASSUMED_ONE)
                .toList();
        Map<Long, Long> counts = guessed.stream()
                .collect(Collectors.groupingBy(fit -> fit.module().rank(), TreeMap::new, Collectors.counting()));
        if (counts.size() < 2) {
            return Optional.empty();
        }
        String ranks = counts.entrySet().stream().map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(Problem.of(ProblemCode.RANK_MISMATCH, Severity.INFO, "rank", Message.of("inspection.rank.mixed", ranks))
                .at(AdapterFit.sources(guessed), guessed.getFirst().module().module())
                .differing("", ranks));
    }
}

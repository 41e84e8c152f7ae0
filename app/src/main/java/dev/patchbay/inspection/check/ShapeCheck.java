package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.TransposeFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports modules that the base has with other sizes. */
public final class ShapeCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        if (context.isWrongFamily()) {
            return List.of();
        }
        List<ModuleFit> wrong = context.fits().stream().filter(ModuleFit::isMisshapen).toList();
        List<Problem> problems = new ArrayList<>();
        Modules.by(wrong, fit -> fit.isTransposed() + layer(fit) + weight(fit))
                .values()
                .forEach(group -> problems.add(problem(context, group)));
        return problems;
    }

    private static Problem problem(InspectionContext context, List<ModuleFit> group) {
        ModuleFit first = group.getFirst();
        boolean transposed = first.isTransposed();
        String base = context.base().name();
        Message count = Modules.count(group);
        String example = Modules.shown(group);
        Message message = transposed
                ? Message.of("inspection.shape.transposed", count, example, halves(first), base, weight(first))
                : width(context, first)
                        .map(width -> Message.of("inspection.shape.width", count, example, layer(first), base, weight(first), width))
                        .orElseGet(() -> Message.of("inspection.shape.other", count, example, halves(first), base, weight(first)));
        return Problem.of(
                        transposed ? ProblemCode.TRANSPOSED : ProblemCode.SHAPE_MISMATCH, Severity.ERROR,
                        transposed ? "transposed" : "width", message)
                .at(AdapterFit.sources(group), first.module().module())
                .differing(weight(first), layer(first))
                .withFixes(transposed ? new TransposeFix(context).of(group).stream().toList() : BaseFixes.of(context));
    }

    /** "trained on a model 3072 wide, this one is 1920", where the layer's inputs, or else its outputs, differ. */
    private static Optional<Message> width(InspectionContext context, ModuleFit fit) {
        Shape weight = fit.weight().orElse(Shape.SCALAR);
        if (weight.dimensions() < 2 || fit.in().isEmpty() || fit.out().isEmpty()) {
            return Optional.empty();
        }
        boolean inputs = fit.in().getAsLong() != weight.size(1);
        long found = inputs ? fit.in().getAsLong() : fit.out().getAsLong();
        long expected = inputs ? weight.size(1) : weight.size(0);
        if (found == expected) {
            return Optional.empty();
        }
        return Optional.of(context.families().stream()
                .filter(FamilyEvidence::sizesFit)
                .filter(known -> isWide(known.name(), fit, inputs ? 1 : 0, found))
                .findFirst()
                .map(known -> Message.of("inspection.shape.knownWidth", found, expected, known.name()))
                .orElseGet(() -> Message.of("inspection.shape.unknownWidth", found, expected)));
    }

    /** True if this module has that width in the named model; the model was guessed from most modules, and this one may be an exception. */
    private static boolean isWide(String model, ModuleFit fit, int dimension, long width) {
        return ModelCatalog.find(model)
                .flatMap(base -> base.module(fit.component(), fit.module().module()))
                .filter(info -> info.weight().dimensions() > dimension && info.weight().size(dimension) == width)
                .isPresent();
    }

    /** Shape of the weight that the pair was trained on: {@code [out, in]}. */
    private static String layer(ModuleFit fit) {
        return fit.in().isPresent() && fit.out().isPresent()
                ? Shape.of(fit.out().getAsLong(), fit.in().getAsLong()).toString()
                : halves(fit);
    }

    private static String weight(ModuleFit fit) {
        return fit.weight().map(Shape::toString).orElse("");
    }

    /** {@code [8, 1920] and [1920, 8]}. */
    private static String halves(ModuleFit fit) {
        return String.join(" · ", fit.parts().stream().map(half -> half.info().shape().toString()).toList());
    }
}

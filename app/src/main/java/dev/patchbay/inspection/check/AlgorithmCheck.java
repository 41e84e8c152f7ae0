package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.AlgorithmSupport;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports modules of other algorithms than a low-rank pair, and parts beside pairs: biases, middle factors, full differences. */
public final class AlgorithmCheck implements Check {

    /** Of which the command {@code resize} makes low-rank pairs. */
    private static final Set<Algorithm> RESIZED = EnumSet.of(Algorithm.LOHA, Algorithm.LOKR);

    @Override
    public List<Problem> check(InspectionContext context) {
        List<Problem> problems = new ArrayList<>();
        Modules.by(context.fits().stream().filter(fit -> !fit.isLowRankPair()).toList(), fit -> fit.module().algorithm())
                .forEach((algorithm, fits) -> problems.add(problem(algorithm, fits)));
        extras(context.fits()).forEach((kind, tensors) -> problems.add(extra(kind, tensors)));
        return problems;
    }

    private static Problem problem(Algorithm algorithm, List<ModuleFit> fits) {
        ModuleFit first = fits.getFirst();
        String name = LeftoverKind.of(first.firstName()).label();
        return Problem.of(
                        ProblemCode.UNSUPPORTED_ALGORITHM, Severity.ERROR, "algorithm",
                        sentence(algorithm, Modules.count(fits), first.firstName(), name))
                .at(AdapterFit.sources(fits), first.module().module())
                .differing("", name);
    }

    /** Of a whole difference it depends on the model's converter whether diffusers takes it; what helps differs, too. */
    private static Message sentence(Algorithm algorithm, Message count, String example, String name) {
        if (algorithm == Algorithm.FULL_DIFF) {
            return Message.of("inspection.algorithm.difference", count, example, name);
        }
        Message kind = Message.of("inspection.algorithm.module", count, example, name, AlgorithmSupport.sentence(algorithm));
        return RESIZED.contains(algorithm) ? Message.of("inspection.algorithm.resizable", kind) : kind;
    }

    /** Parts of pairs other than down, up and alpha; magnitudes are checked by {@link DoraCheck}. */
    private static Map<LeftoverKind, List<MappedTensor>> extras(List<ModuleFit> fits) {
        Map<LeftoverKind, List<MappedTensor>> extras = new EnumMap<>(LeftoverKind.class);
        for (ModuleFit fit : fits) {
            if (fit.isLowRankPair()) {
                fit.module().parts().forEach((part, tensor) -> {
                    if (part != Part.DOWN && part != Part.UP && part != Part.ALPHA && part != Part.MAGNITUDE) {
                        extras.computeIfAbsent(LeftoverKind.of(tensor.name()), one -> new ArrayList<>()).add(tensor);
                    }
                });
            }
        }
        return extras;
    }

    /** diffusers applies the bias of an up matrix; only the preview does not. */
    private static Problem extra(LeftoverKind kind, List<MappedTensor> tensors) {
        boolean bias = kind == LeftoverKind.LORA_BIAS;
        String key = bias ? "inspection.algorithm.bias"
                : kind == LeftoverKind.DIFF ? "inspection.algorithm.besidePairs" : "inspection.leftover.algorithm";
        return Problem.of(
                        ProblemCode.UNSUPPORTED_ALGORITHM, bias ? Severity.WARNING : Severity.ERROR, "algorithm",
                        Message.of(key, Modules.tensors(tensors.size()), tensors.getFirst().name(), kind.label()))
                .at(tensors.stream().map(MappedTensor::source).distinct().toList(), "")
                .differing("", kind.label());
    }
}

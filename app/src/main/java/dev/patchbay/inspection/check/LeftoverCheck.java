package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reports tensors that belong to no adapter module, by kind. Parts of incomplete adapter modules are always reported. */
public final class LeftoverCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<MappedTensor> leftovers = context.adapter().leftovers();
        if (context.fits().isEmpty() && leftovers.stream().noneMatch(tensor -> LeftoverKind.of(tensor.name()).isAdapterPart())) {
            // Without any adapter module every tensor would be a leftover; NameCheck reports that.
            return List.of();
        }
        Map<LeftoverKind, List<MappedTensor>> byKind = new EnumMap<>(LeftoverKind.class);
        leftovers.forEach(tensor -> byKind.computeIfAbsent(LeftoverKind.of(tensor.name()), one -> new ArrayList<>()).add(tensor));
        List<Problem> problems = new ArrayList<>();
        byKind.forEach((kind, tensors) -> problems.add(problem(context, kind, tensors)));
        problems.sort(Comparator.comparing(Problem::severity));
        return problems;
    }

    /** Dropping the leftovers makes a file under diffusers' names load. Where names need rules anyway, the export leaves leftovers out. */
    private static Optional<QuickFix> drop(InspectionContext context, List<MappedTensor> tensors) {
        boolean named = context.fits().stream().anyMatch(fit -> fit.isMatched() && fit.module().container().isEmpty());
        Message label = Message.of("inspection.fix.dropTensors", Modules.tensors(tensors.size()));
        return named ? new DropFix(context.mapping()).tensors(tensors, label, true) : Optional.empty();
    }

    private static Problem problem(InspectionContext context, LeftoverKind kind, List<MappedTensor> tensors) {
        boolean unsupported = kind.isAdapterPart() && kind != LeftoverKind.SECOND_PAIR;
        String key = switch (kind) {
            case WRAPPED_BASE, TEXT_ENCODER, VAE, OPTIMIZER, EMA, OTHER, LONE_ALPHA, SECOND_PAIR, SAVED_MODULE ->
                kind.name().toLowerCase(Locale.ROOT);
            default -> "algorithm";
        };
        Severity severity = switch (kind) {
            case WRAPPED_BASE, TEXT_ENCODER, VAE, OPTIMIZER, EMA, OTHER -> Severity.INFO;
            case LONE_ALPHA, SECOND_PAIR -> Severity.WARNING;
            default -> Severity.ERROR;
        };
        return Problem.of(
                        unsupported ? ProblemCode.UNSUPPORTED_ALGORITHM : ProblemCode.LEFTOVER_TENSOR,
                        severity, unsupported ? "algorithm" : "leftover",
                        Message.of("inspection.leftover." + key, Modules.tensors(tensors.size()), tensors.getFirst().name(), kind.label()))
                .at(tensors.stream().map(MappedTensor::source).distinct().toList(), "")
                .differing("", kind.label())
                .withFixes(unsupported ? List.of() : drop(context, tensors).stream().toList());
    }
}

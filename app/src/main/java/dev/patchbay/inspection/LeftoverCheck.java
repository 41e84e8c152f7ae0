package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.Algorithm;
import dev.patchbay.adapter.LeftoverKind;
import dev.patchbay.adapter.Part;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tensors that belong to no low-rank pair, by what they are. Parts of other algorithms are never passed over. */
final class LeftoverCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        if (context.fits().isEmpty() && beyondPairs(context).stream().noneMatch(LeftoverCheck::isAdapterPart)) {
            // No adapter at all: that is said elsewhere, and every tensor would be left over.
            return List.of();
        }
        Map<LeftoverKind, List<MappedTensor>> byKind = new EnumMap<>(LeftoverKind.class);
        beyondPairs(context).forEach(tensor ->
                byKind.computeIfAbsent(LeftoverKind.of(tensor.name()), one -> new ArrayList<>()).add(tensor));
        List<Problem> problems = new ArrayList<>();
        byKind.forEach((kind, tensors) -> problems.add(problem(kind, tensors)));
        problems.sort(Comparator.comparing(Problem::severity));
        return problems;
    }

    /** Tensors that are no half of a pair. */
    private static List<MappedTensor> beyondPairs(InspectionContext context) {
        List<MappedTensor> tensors = new ArrayList<>(context.adapter().leftovers());
        for (AdapterModule module : context.adapter().modules()) {
            boolean pair = module.algorithm() == Algorithm.LORA;
            module.parts().forEach((part, tensor) -> {
                if (part != Part.ALPHA && !(pair && (part == Part.DOWN || part == Part.UP))) {
                    tensors.add(tensor);
                }
            });
        }
        return tensors;
    }

    private static boolean isAdapterPart(MappedTensor tensor) {
        return LeftoverKind.of(tensor.name()).isAdapterPart();
    }

    private static Problem problem(LeftoverKind kind, List<MappedTensor> tensors) {
        boolean unsupported = kind.isAdapterPart() && kind != LeftoverKind.SECOND_PAIR;
        String key = switch (kind) {
            case WRAPPED_BASE, TEXT_ENCODER, VAE, OTHER, LONE_ALPHA, SECOND_PAIR -> kind.name().toLowerCase(Locale.ROOT);
            default -> "algorithm";
        };
        Severity severity = switch (kind) {
            case WRAPPED_BASE, TEXT_ENCODER, VAE, OTHER -> Severity.INFO;
            case LONE_ALPHA, SECOND_PAIR -> Severity.WARNING;
            default -> Severity.ERROR;
        };
        return new Problem(
                unsupported ? ProblemCode.UNSUPPORTED_ALGORITHM : ProblemCode.LEFTOVER_TENSOR,
                severity,
                unsupported ? "algorithm" : "leftover",
                tensors.stream().map(MappedTensor::source).distinct().toList(),
                "",
                "",
                kind.label(),
                Message.of("inspection.leftover." + key, Modules.tensors(tensors.size()), tensors.getFirst().name(), kind.label()),
                List.of());
    }
}

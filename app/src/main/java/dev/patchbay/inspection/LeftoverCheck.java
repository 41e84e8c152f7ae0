package dev.patchbay.inspection;

import dev.patchbay.adapter.LeftoverKind;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tensors that belong to no adapter module, by what they are. Parts of an adapter that make no whole are never passed over. */
final class LeftoverCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<MappedTensor> leftovers = context.adapter().leftovers();
        if (context.fits().isEmpty() && leftovers.stream().noneMatch(tensor -> LeftoverKind.of(tensor.name()).isAdapterPart())) {
            // No adapter at all: that is said elsewhere, and every tensor would be left over.
            return List.of();
        }
        Map<LeftoverKind, List<MappedTensor>> byKind = new EnumMap<>(LeftoverKind.class);
        leftovers.forEach(tensor -> byKind.computeIfAbsent(LeftoverKind.of(tensor.name()), one -> new ArrayList<>()).add(tensor));
        List<Problem> problems = new ArrayList<>();
        byKind.forEach((kind, tensors) -> problems.add(problem(kind, tensors)));
        problems.sort(Comparator.comparing(Problem::severity));
        return problems;
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

package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterKey;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Modules that the base has, under names that diffusers does not read: a container, no component, another suffix, an adapter's name
 * inside.
 */
final class NamingCheck implements Check {

    private static final String LORA_AB = "lora_A/lora_B";

    @Override
    public List<Problem> check(InspectionContext context) {
        Map<String, List<ModuleFit>> byAxis = new LinkedHashMap<>();
        context.fits().stream().filter(fit -> fit.isMatched() && fit.isLowRankPair() && !fit.halves().isEmpty()).forEach(fit ->
                axes(fit).forEach(axis -> byAxis.computeIfAbsent(axis, one -> new ArrayList<>()).add(fit)));
        List<Problem> problems = new ArrayList<>();
        byAxis.forEach((axis, fits) -> problems.add(problem(context, axis, fits)));
        return problems;
    }

    /** The axes along which the names of a module differ from those that diffusers reads; none if they are right. */
    static List<String> axes(ModuleFit fit) {
        List<String> axes = new ArrayList<>();
        if (!fit.module().container().isEmpty()) {
            axes.add("container");
        } else if (fit.module().component().isEmpty()) {
            axes.add("prefix");
        }
        for (MappedTensor half : fit.halves()) {
            AdapterKey key = AdapterKey.parse(half.name()).orElseThrow();
            if (!key.infix().isEmpty() && !axes.contains("infix")) {
                axes.add("infix");
            }
            if (!isReadSuffix(half.name(), key.spelling()) && !axes.contains("suffix")) {
                axes.add("suffix");
            }
        }
        return axes;
    }

    /** diffusers reads {@code lora_A.weight}, and turns {@code lora.down.weight} and attention processors into it. */
    private static boolean isReadSuffix(String name, String spelling) {
        return switch (spelling) {
            case LORA_AB -> name.endsWith(".weight");
            case "lora.down/lora.up", "processor.to_q_lora.down/up" -> true;
            default -> false;
        };
    }

    private static Problem problem(InspectionContext context, String axis, List<ModuleFit> fits) {
        ModuleFit first = fits.getFirst();
        MappedTensor half = first.halves().getFirst();
        AdapterKey key = AdapterKey.parse(half.name()).orElseThrow();
        String right = AdapterKey.canonical(first.component(), first.component(), first.module().module(), key.part());
        String found = switch (axis) {
            case "container" -> key.container();
            case "infix" -> key.infix();
            case "suffix" -> key.spelling();
            default -> "";
        };
        String expected = switch (axis) {
            case "suffix" -> LORA_AB;
            case "infix" -> "";
            default -> first.component();
        };
        return new Problem(
                ProblemCode.NAME_MISMATCH,
                Severity.ERROR,
                axis,
                InspectionContext.sources(fits),
                first.module().module(),
                expected,
                found,
                Message.of("inspection.naming." + axis, Modules.count(fits), half.name(), right, found),
                context.nameFixes());
    }
}

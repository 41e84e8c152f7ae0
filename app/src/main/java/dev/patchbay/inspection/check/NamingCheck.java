package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fit.NameAxes;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports modules that the base has, but under names that diffusers does not read: with a container, without component, with another
 * suffix, or with an adapter name inside.
 */
public final class NamingCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        Map<String, List<ModuleFit>> byAxis = new LinkedHashMap<>();
        context.fits().stream().filter(fit -> fit.isMatched() && fit.isLowRankPair() && !fit.halves().isEmpty()).forEach(fit ->
                NameAxes.of(fit).forEach(axis -> byAxis.computeIfAbsent(axis, one -> new ArrayList<>()).add(fit)));
        List<Problem> problems = new ArrayList<>();
        byAxis.forEach((axis, fits) -> problems.add(problem(context, axis, fits)));
        return problems;
    }

    private static Problem problem(InspectionContext context, String axis, List<ModuleFit> fits) {
        ModuleFit first = fits.getFirst();
        MappedTensor half = first.halves().getFirst();
        AdapterKey key = AdapterKey.parse(half.name()).orElseThrow();
        String right = AdapterKey.canonical(first.component(), first.module().module(), key.part());
        String found = switch (axis) {
            case "container" -> key.container();
            case "infix" -> key.infix();
            case "suffix" -> key.spelling().label();
            default -> "";
        };
        String expected = switch (axis) {
            case "suffix" -> Spelling.LORA_AB.label();
            case "infix" -> "";
            default -> first.component();
        };
        return Problem.of(
                        ProblemCode.NAME_MISMATCH, Severity.ERROR, axis,
                        Message.of("inspection.naming." + axis, Modules.count(fits), half.name(), right, found))
                .at(AdapterFit.sources(fits), first.module().module())
                .differing(expected, found)
                .withFixes(context.nameFixes());
    }
}

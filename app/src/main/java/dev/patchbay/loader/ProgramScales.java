package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.inspection.fit.AdapterFit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The scale s that programs give to the modules of one file as it is: each reads it from another place, and takes its own default where
 * nothing is said. Modules whose algorithm has no scale are left out.
 *
 * @param scales by program, then by module in the order of the file
 */
public record ProgramScales(Map<Program, Map<AdapterModule, Double>> scales) {

    private static final double SAME = 1e-6;

    public ProgramScales {
        scales = Map.copyOf(scales);
    }

    /** As far as the file tells without a base: of all programs, whether they take it or not. */
    public static ProgramScales of(List<AdapterModule> modules, Declarations declarations) {
        Map<Program, Map<AdapterModule, Double>> scales = new LinkedHashMap<>();
        Program.judged().forEach(program -> scales.put(
                program, scales(modules, module -> program.loader().scale(module, declarations, alpha -> true))));
        return new ProgramScales(scales);
    }

    /** Of the programs that apply the file to a base, wholly or in part, for those of its modules that take effect. */
    public static ProgramScales of(AdapterFit fit, List<Verdict> verdicts) {
        Map<Program, Map<AdapterModule, Double>> scales = new LinkedHashMap<>();
        verdicts.stream().filter(verdict -> verdict.applied() > 0).forEach(verdict -> scales.put(
                verdict.program(), scales(verdict.acting(), verdict.program().loader().scales(fit))));
        return new ProgramScales(scales);
    }

    private static Map<AdapterModule, Double> scales(List<AdapterModule> modules, Function<AdapterModule, OptionalDouble> ofProgram) {
        Map<AdapterModule, Double> scales = new LinkedHashMap<>();
        modules.stream().filter(module -> module.form().isScaled(module.shapes())).forEach(module -> {
            OptionalDouble scale = ofProgram.apply(module);
            if (scale.isPresent()) {
                scales.put(module, scale.getAsDouble());
            }
        });
        return scales;
    }

    /** How many modules have which scale, by program; none for a program that has none for this file. */
    public Map<Program, Map<Double, Long>> counts() {
        Map<Program, Map<Double, Long>> counts = new TreeMap<>();
        scales.forEach((program, modules) -> counts.put(
                program, modules.values().stream().collect(Collectors.groupingBy(scale -> scale, TreeMap::new, Collectors.counting()))));
        counts.values().removeIf(Map::isEmpty);
        return counts;
    }

    /** The scale of one module, by program. */
    public Map<Program, Double> of(AdapterModule module) {
        Map<Program, Double> found = new TreeMap<>();
        scales.forEach((program, modules) ->
                Optional.ofNullable(modules.get(module)).ifPresent(scale -> found.put(program, scale)));
        return found;
    }

    /** Modules to which not all of the programs give the same scale. */
    public List<AdapterModule> differing() {
        return scales.values().stream()
                .flatMap(modules -> modules.keySet().stream())
                .distinct()
                .filter(module -> differ(of(module)))
                .toList();
    }

    private static boolean differ(Map<Program, Double> scales) {
        double first = scales.values().iterator().next();
        return scales.values().stream().anyMatch(scale -> Double.compare(scale, first) != 0
                && !(Math.abs(scale - first) <= SAME * Math.max(1, Math.abs(first))));
    }
}

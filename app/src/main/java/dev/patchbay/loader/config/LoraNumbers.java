package dev.patchbay.loader.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Rank and alpha as PEFT says them: one for most modules, and the others by name.
 *
 * @param common the most frequent value
 * @param others those of modules that differ, by name inside the component as {@link PatternNames} has it
 */
record LoraNumbers(double common, Map<String, Double> others) {

    static LoraNumbers ranks(Collection<CanonicalModule> modules) {
        return of(modules, module -> module.module().rank());
    }

    static LoraNumbers alphas(Collection<CanonicalModule> modules) {
        return of(modules, module -> module.scale() * module.module().rank());
    }

    private static LoraNumbers of(Collection<CanonicalModule> modules, ToDoubleFunction<CanonicalModule> property) {
        Map<Double, Long> counts = modules.stream()
                .map(property::applyAsDouble)
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        double common = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        PatternNames names = PatternNames.of(modules.stream().map(module -> module.module().module()).toList());
        Map<String, Double> others = new LinkedHashMap<>();
        for (CanonicalModule module : modules) {
            double value = property.applyAsDouble(module);
            if (value != common) {
                others.put(names.key(module.module().module()), value);
            }
        }
        return new LoraNumbers(common, others);
    }
}

package dev.patchbay.loader.peft;

import dev.patchbay.adapter.config.NamePatterns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * PEFT's {@code lora_alpha} and {@code alpha_pattern} as diffusers' {@code get_peft_kwargs} makes them of a component's alphas: the most
 * frequent one is that of every module, those without an alpha included, and the others stand under names that lead to their modules, or to
 * none.
 *
 * @param common empty where there are no alphas: each module's is its rank then
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/utils/peft_utils.py">{@code get_peft_kwargs}</a>
 */
public record PeftAlphas(OptionalDouble common, NamePatterns others) {

    public static final PeftAlphas NONE = new PeftAlphas(OptionalDouble.empty(), NamePatterns.NONE);

    /**
     * @param alphas by their keys, in order
     * @param held true if they are tensors, of which Python counts none twice
     * @param patterns the name that a key becomes; several may become the same
     */
    public static PeftAlphas of(Map<String, Double> alphas, boolean held, UnaryOperator<String> patterns) {
        if (alphas.isEmpty()) {
            return NONE;
        }
        double common = held ? alphas.values().iterator().next() : mostFrequent(alphas);
        Map<String, Double> others = new LinkedHashMap<>();
        alphas.forEach((key, alpha) -> {
            // As in Python, what is no number differs from itself.
            if (Double.doubleToLongBits(alpha) != Double.doubleToLongBits(common) || Double.isNaN(alpha)) {
                others.put(patterns.apply(key), alpha);
            }
        });
        return new PeftAlphas(OptionalDouble.of(common), new NamePatterns(others));
    }

    /** Of several the first; each that is no number counts for itself. */
    private static double mostFrequent(Map<String, Double> alphas) {
        Map<Double, Integer> counts = new LinkedHashMap<>();
        alphas.values().forEach(alpha -> counts.merge(alpha, 1, (one, other) -> Double.isNaN(alpha) ? one : one + other));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream().filter(count -> count.getValue() == most).findFirst().orElseThrow().getKey();
    }

    /** The scale of a module of the component: alpha / rank. */
    public double scale(String module, long rank) {
        return common.isEmpty() ? 1 : others.value(module).orElse(common.getAsDouble()) / rank;
    }
}

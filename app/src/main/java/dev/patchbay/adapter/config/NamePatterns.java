package dev.patchbay.adapter.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PEFT's {@code rank_pattern} and {@code alpha_pattern}: values by regular expression over the end of a module's name. The first that
 * matches
 * counts.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/utils/other.py">{@code get_pattern_key}</a>
 */
final class NamePatterns {

    static final NamePatterns NONE = new NamePatterns(Map.of());

    private final Map<GuardedPattern, Double> values = new LinkedHashMap<>();

    NamePatterns(Map<String, Double> byExpression) {
        byExpression.forEach((expression, value) -> compile(expression).ifPresent(pattern -> values.put(pattern, value)));
    }

    private static Optional<GuardedPattern> compile(String expression) {
        return GuardedPattern.compile("(.*\\.)?(" + expression + ")")
                .or(() -> GuardedPattern.compile("(.*\\.)?" + Pattern.quote(expression)));
    }

    Optional<Double> value(String module) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches(module))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}

package dev.patchbay.adapter.config;

import java.util.List;

/**
 * The modules of a model in which PEFT creates adapter layers, as {@code target_modules} and {@code exclude_modules} of a configuration
 * say: whole names or their ends after a dot, or one regular expression over the whole name, or {@code all-linear}.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/tuners/tuners_utils.py">{@code check_target_module_exists}</a>
 */
public final class ModuleSelection {

    private static final String ALL_LINEAR = "all-linear";

    private final List<String> included;
    private final List<String> excluded;
    private final boolean expression;

    /** @param expression true if {@code included} holds one regular expression instead of names */
    ModuleSelection(List<String> included, boolean expression, List<String> excluded) {
        this.included = List.copyOf(included);
        this.expression = expression;
        this.excluded = List.copyOf(excluded);
    }

    /** @param module its name inside the model, {@code transformer_blocks.0.attn1.to_q} */
    public boolean contains(String module) {
        if (isOneOf(excluded, module)) {
            return false;
        }
        return expression ? matches(included.getFirst(), module) : isOneOf(included, module);
    }

    private static boolean matches(String expression, String module) {
        return expression.equals(ALL_LINEAR)
                || GuardedPattern.compile(expression).map(pattern -> pattern.matches(module)).orElse(false);
    }

    private static boolean isOneOf(List<String> names, String module) {
        return names.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
    }
}

package dev.patchbay.adapter.config;

import java.util.List;
import java.util.Optional;

/**
 * The modules of a model in which PEFT creates adapter layers, as {@code target_modules} and {@code exclude_modules} of a configuration
 * say: whole names or their ends after a dot, or one regular expression over the whole name, or {@code all-linear}.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/tuners/tuners_utils.py">{@code check_target_module_exists}</a>
 */
public final class ModuleSelection {

    private static final String ALL_LINEAR = "all-linear";

    private final List<String> included;
    private final boolean expression;
    private final NameEnds includedNames;
    private final NameEnds excluded;
    private final Optional<GuardedPattern> includedPattern;
    private final Optional<GuardedPattern> excludedPattern;
    private final LayerChoice layers;
    private final NameEnds saved;

    /**
     * @param expression true if {@code included} holds one regular expression instead of names
     * @param excludedExpression the same of {@code excluded}
     * @param saved modules that are kept as a whole and get no adapter, nor what is inside them
     */
    ModuleSelection(
            List<String> included,
            boolean expression,
            List<String> excluded,
            boolean excludedExpression,
            LayerChoice layers,
            List<String> saved) {
        this.included = List.copyOf(included);
        this.expression = expression;
        this.includedNames = new NameEnds(expression ? List.of() : included);
        this.includedPattern = expression ? GuardedPattern.compile(included.getFirst()) : Optional.empty();
        boolean pattern = excludedExpression && !excluded.isEmpty();
        this.excluded = new NameEnds(pattern ? List.of() : excluded);
        this.excludedPattern = pattern ? GuardedPattern.compile(excluded.getFirst()) : Optional.empty();
        this.layers = layers;
        this.saved = new NameEnds(saved);
    }

    /** @param module its name inside the model, {@code transformer_blocks.0.attn1.to_q}: one that is named in full is meant in any block */
    public boolean contains(String module) {
        if (isExcluded(module)) {
            return false;
        }
        return expression
                ? isEveryLinearLayer() || matches(includedPattern, module)
                : includedNames.isNamed(module) || includedNames.contains(module) && layers.contains(module);
    }

    /** True if blocks are chosen beside an expression, which PEFT does not accept. */
    public boolean isContradictory() {
        return expression && !layers.isForAll();
    }

    /** True for {@code all-linear}, which passes over what is no linear layer. */
    public boolean isEveryLinearLayer() {
        return expression && included.getFirst().equals(ALL_LINEAR);
    }

    private boolean isExcluded(String module) {
        return matches(excludedPattern, module) || excluded.contains(module) || saved.containsPartOf(module);
    }

    private static boolean matches(Optional<GuardedPattern> pattern, String module) {
        return pattern.map(expression -> expression.matches(module)).orElse(false);
    }
}

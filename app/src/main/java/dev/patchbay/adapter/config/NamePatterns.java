package dev.patchbay.adapter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * PEFT's {@code rank_pattern} and {@code alpha_pattern}: values by regular expression over the end of a module's name. The first that
 * matches counts. Of expressions that are more than a name only {@value #MOST_EXPRESSIONS} are tried.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/utils/other.py">{@code get_pattern_key}</a>
 */
public final class NamePatterns {

    public static final NamePatterns NONE = new NamePatterns(Map.of());

    /** Files have one or two; each may look at ten million characters, so that a hundred of them end within seconds. */
    static final int MOST_EXPRESSIONS = 100;

    private final List<Double> values = new ArrayList<>();
    private final LiteralNames names = new LiteralNames();
    private final List<Expression> expressions = new ArrayList<>();
    private int untried;

    /** @param byExpression in order */
    public NamePatterns(Map<String, Double> byExpression) {
        byExpression.forEach((expression, value) -> {
            add(expression);
            values.add(value);
        });
    }

    private record Expression(GuardedPattern pattern, int place) {}

    private void add(String expression) {
        if (LiteralNames.isLiteral(expression)) {
            names.add(expression, values.size());
        } else if (expressions.size() == MOST_EXPRESSIONS) {
            untried++;
        } else {
            GuardedPattern.compile("(.*\\.)?(" + expression + ")")
                    .or(() -> GuardedPattern.compile("(.*\\.)?" + Pattern.quote(expression)))
                    .ifPresent(pattern -> expressions.add(new Expression(pattern, values.size())));
        }
    }

    /** Number of expressions that are left out, because there are too many. */
    int untried() {
        return untried;
    }

    /** @param module its name inside the component */
    public Optional<Double> value(String module) {
        OptionalInt name = names.find(module);
        for (Expression expression : expressions) {
            if (name.isPresent() && name.getAsInt() < expression.place()) {
                break;
            }
            if (expression.pattern().matches(module)) {
                return Optional.of(values.get(expression.place()));
            }
        }
        return name.isPresent() ? Optional.of(values.get(name.getAsInt())) : Optional.empty();
    }
}

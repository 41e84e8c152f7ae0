package dev.patchbay.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * PEFT's {@code rank_pattern} and {@code alpha_pattern}: values by regular expression over the end of a module's name. The first that
 * matches
 * counts. The expressions come from a file, so a match that takes too many steps is given up and counts as none.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/utils/other.py">{@code get_pattern_key}</a>
 */
final class NamePatterns {

    static final NamePatterns NONE = new NamePatterns(Map.of());

    private static final int LONGEST_EXPRESSION = 500;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_STEPS = 20_000;

    private final Map<Pattern, Double> values = new LinkedHashMap<>();

    NamePatterns(Map<String, Double> byExpression) {
        byExpression.forEach((expression, value) -> compile(expression).ifPresent(pattern -> values.put(pattern, value)));
    }

    private static Optional<Pattern> compile(String expression) {
        if (expression.length() > LONGEST_EXPRESSION) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile("(.*\\.)?(" + expression + ")"));
        } catch (PatternSyntaxException e) {
            return Optional.of(Pattern.compile("(.*\\.)?" + Pattern.quote(expression)));
        }
    }

    Optional<Double> value(String module) {
        return values.entrySet().stream()
                .filter(entry -> matches(entry.getKey(), module))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean matches(Pattern pattern, String module) {
        try {
            return module.length() <= LONGEST_NAME && pattern.matcher(new Budgeted(module, new int[] {MOST_STEPS})).matches();
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    /** Text that may be looked at a limited number of times. */
    private record Budgeted(CharSequence text, int[] left) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budgeted(text.subSequence(start, end), left);
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1;

        private TooManySteps() {
            super(null, null, false, false);
        }
    }
}

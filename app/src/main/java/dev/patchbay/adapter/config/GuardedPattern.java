package dev.patchbay.adapter.config;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression from an untrusted file: a match that takes too many steps is abandoned and counts as no match, as
 * does any once all of them together took {@value #MOST_STEPS_IN_ALL}. */
final class GuardedPattern {

    private static final int LONGEST_EXPRESSION = 500;
    /** Longer names are no modules of a model, and match nothing. */
    static final int LONGEST_NAME = 1000;
    private static final int MOST_STEPS = 20_000;
    private static final long MOST_STEPS_IN_ALL = 10_000_000;

    private final Pattern pattern;
    private final AtomicLong left = new AtomicLong(MOST_STEPS_IN_ALL);

    private GuardedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Empty if the expression is not valid, or unreasonably long. */
    static Optional<GuardedPattern> compile(String expression) {
        if (expression.length() > LONGEST_EXPRESSION) {
            return Optional.empty();
        }
        try {
            return Optional.of(new GuardedPattern(Pattern.compile(expression)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** True if the whole name matches. */
    boolean matches(String name) {
        if (name.length() > LONGEST_NAME || left.get() <= 0) {
            return false;
        }
        int[] steps = {MOST_STEPS};
        try {
            return pattern.matcher(new Budgeted(name, steps)).matches();
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        } finally {
            left.addAndGet(steps[0] - MOST_STEPS);
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

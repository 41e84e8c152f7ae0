package dev.patchbay.mapping.pattern;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One piece of a segment of a {@link NameTemplate}. */
sealed interface TemplatePiece {

    String text(Map<String, String> values);

    /** Names of the captures it uses. */
    List<String> captures();

    /** Exactly this text. */
    record Plain(String plain) implements TemplatePiece {

        @Override
        public String text(Map<String, String> values) {
            return plain;
        }

        @Override
        public List<String> captures() {
            return List.of();
        }
    }

    /** The text of a capture. */
    record Value(String capture) implements TemplatePiece {

        @Override
        public String text(Map<String, String> values) {
            String value = values.get(capture);
            if (value == null) {
                throw new IllegalArgumentException("nothing was captured as " + capture);
            }
            return value;
        }

        @Override
        public List<String> captures() {
            return List.of(capture);
        }
    }

    /** Captured numbers and a constant, added and subtracted. */
    record Sum(List<String> added, List<String> taken, long constant) implements TemplatePiece {

        @Override
        public String text(Map<String, String> values) {
            long sum = constant;
            for (String capture : added) {
                sum = Math.addExact(sum, number(capture, values));
            }
            for (String capture : taken) {
                sum = Math.subtractExact(sum, number(capture, values));
            }
            if (sum < 0) {
                throw new ArithmeticException("an index of " + sum);
            }
            return Long.toString(sum);
        }

        private static long number(String capture, Map<String, String> values) {
            return Long.parseLong(new Value(capture).text(values));
        }

        @Override
        public List<String> captures() {
            return Stream.concat(added.stream(), taken.stream()).toList();
        }
    }
}

package dev.patchbay.mapping.pattern;

import java.util.List;
import java.util.Optional;

/** One piece of a compiled {@link KeyPattern}. */
sealed interface PatternToken {

    /** Which dot belongs to a run of segments, so that an empty run takes it along. */
    enum Dot {
        /** {@code .seg.seg}: after something else. */
        LEADING,
        /** {@code seg.seg.}: at the start. */
        TRAILING,
        /** {@code seg.seg}: nothing else follows or went before. */
        NONE
    }

    /** Exactly this text. */
    record Literal(String text) implements PatternToken {}

    /** One or more characters without a dot. */
    record Segment(Optional<String> name) implements PatternToken {}

    /** One to {@value PatternMatcher#MAX_DIGITS} decimal digits. */
    record Digits(String name) implements PatternToken {}

    /** One of the left texts; yields the right one at the same position. */
    record Choice(String name, List<String> left, List<String> right) implements PatternToken {}

    /** Any number of segments of one or more characters, none included. */
    record Segments(Optional<String> name, Dot dot) implements PatternToken {}

    /** The name under which a match is found, if it has one. */
    default Optional<String> capture() {
        return switch (this) {
            case Literal literal -> Optional.empty();
            case Segment part -> part.name();
            case Digits digits -> Optional.of(digits.name());
            case Choice choice -> Optional.of(choice.name());
            case Segments segments -> segments.name();
        };
    }
}

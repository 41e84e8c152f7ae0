package dev.patchbay.mapping.pattern;

import java.util.List;
import java.util.Optional;

/** One piece of a compiled {@link KeyPattern}. */
sealed interface PatternToken {

    /** Which dot belongs to a run of segments and is dropped with it if the run is empty. */
    enum Dot {
        /** {@code .seg.seg}: the one before it. */
        LEADING,
        /** {@code seg.seg.}: the one after it, at the start of a pattern. */
        TRAILING,
        /** {@code seg.seg}: none, if the run is the whole pattern. */
        NONE
    }

    /** Exactly this text. */
    record Literal(String text) implements PatternToken {}

    /** One or more characters without a dot. */
    record Segment(Optional<String> name) implements PatternToken {}

    /** One to {@value PatternMatcher#MAX_DIGITS} decimal digits. */
    record Digits(String name) implements PatternToken {}

    /** A whole number from {@code low} to {@code high}, both included: a run of digits with no further digit beside it. */
    record Range(String name, long low, long high) implements PatternToken {}

    /** One of the texts in {@code left}; yields the text at the same position in {@code right}. */
    record Choice(String name, List<String> left, List<String> right) implements PatternToken {}

    /** Any number of non-empty segments, even none. */
    record Segments(Optional<String> name, Dot dot) implements PatternToken {}

    /** Name of the capture, if it has one. */
    default Optional<String> capture() {
        return switch (this) {
            case Literal literal -> Optional.empty();
            case Segment part -> part.name();
            case Digits digits -> Optional.of(digits.name());
            case Range range -> Optional.of(range.name());
            case Choice choice -> Optional.of(choice.name());
            case Segments segments -> segments.name();
        };
    }
}

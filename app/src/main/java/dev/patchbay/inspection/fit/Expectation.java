package dev.patchbay.inspection.fit;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a person knows from the training command.
 *
 * @param rank the rank the loader is told
 * @param alpha the alpha the training used
 */
public record Expectation(OptionalLong rank, OptionalDouble alpha) {

    public static final Expectation NONE = new Expectation(OptionalLong.empty(), OptionalDouble.empty());

    public static Expectation rank(long rank) {
        return new Expectation(OptionalLong.of(rank), OptionalDouble.empty());
    }
}

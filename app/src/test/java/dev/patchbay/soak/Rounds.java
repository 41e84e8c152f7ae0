package dev.patchbay.soak;

import java.time.Duration;

/**
 * How long a part goes on: so many rounds, or until its time is over, whichever comes first.
 *
 * @param most rounds that are wanted
 * @param nanoTime {@link System#nanoTime} after which no further round begins
 */
record Rounds(int most, long nanoTime) {

    /** So many, however long they take. */
    static Rounds of(int most) {
        return within(most, Duration.ofDays(365));
    }

    /** So many, as far as the time reaches. */
    static Rounds within(int most, Duration time) {
        return new Rounds(most, System.nanoTime() + time.toNanos());
    }

    boolean more(int done) {
        return done < most && System.nanoTime() - nanoTime < 0;
    }
}

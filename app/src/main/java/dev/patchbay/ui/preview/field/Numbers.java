package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.fx.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Formats numbers of the preview for display. */
public final class Numbers {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private Numbers() {}

    /** Up to two decimals, without trailing zeros: {@code 4}, {@code 0.25}. */
    public static String plain(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** {@code 0.42 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}: coarser the longer it is. */
    public static String time(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 10) {
            return Texts.of("preview.time.seconds", plain(seconds));
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return Texts.of("preview.time.seconds", whole);
        }
        return whole < HOUR
                ? Texts.of("preview.time.minutes", whole / MINUTE, whole % MINUTE)
                : Texts.of("preview.time.hours", whole / HOUR, whole % HOUR / MINUTE);
    }
}

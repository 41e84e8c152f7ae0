package dev.patchbay.ui.control;

import java.util.Locale;

/** Numbers for display, as they stand in programs and papers: with a decimal point in every language. */
public final class Figures {

    private Figures() {}

    /** Three significant digits: 0.0123, 4.56, 1.23e-8; NaN and infinities by their names. */
    public static String number(double value) {
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1e-4 && size < 1e5 ? "%." + decimals(size) + "f" : "%.2e", value);
    }

    private static int decimals(double size) {
        return Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 6);
    }

    /** A share in per cent with three significant digits: 0.812 %. */
    public static String percent(double share) {
        return number(100 * share) + " %";
    }
}

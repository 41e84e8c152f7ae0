package dev.patchbay.ui.control;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;

/** File sizes for display: powers of 1000, three digits. */
public final class FileSize {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final double STEP = 1000;
    private static final double TWO_DIGITS = 99.95;

    private FileSize() {}

    /** {@code 812 B}, {@code 34.2 kB}, {@code 1.5 GB}, with the decimal separator of the locale. */
    public static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP - 0.5 && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(Locale.getDefault(Locale.Category.FORMAT));
        format.setMaximumFractionDigits(unit == 0 || value >= TWO_DIGITS ? 0 : 1);
        return format.format(value) + " " + UNITS.get(unit);
    }
}

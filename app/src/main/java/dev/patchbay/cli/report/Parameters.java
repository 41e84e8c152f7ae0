package dev.patchbay.cli.report;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.tensor.Shape;
import java.util.Locale;

/** Numbers of parameters, readable: {@code 11.9 B}, {@code 123 M}. */
public final class Parameters {

    private static final double BILLION = 1e9;
    private static final double MILLION = 1e6;

    private Parameters() {}

    /** Elements of all tensors. */
    public static long of(ModuleDictionary component) {
        return component.tensors().values().stream().mapToLong(Shape::elements).sum();
    }

    public static String text(long parameters) {
        return parameters >= BILLION
                ? String.format(Locale.ROOT, "%.1f B", parameters / BILLION)
                : String.format(Locale.ROOT, "%.0f M", Math.max(1, parameters / MILLION));
    }
}

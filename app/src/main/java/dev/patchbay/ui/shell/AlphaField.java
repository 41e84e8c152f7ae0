package dev.patchbay.ui.shell;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The expected alpha, from the training command; empty if unknown. */
final class AlphaField extends ExpectedNumber {

    private static final int MOST_DIGITS = 9;

    private final ShellViewModel model;

    AlphaField(ShellViewModel model) {
        super("expected-alpha", "[^0-9.]", "ui.alpha.hint", "", "1", "4", "8", "16", "32", "64", "128");
        this.model = model;
        model.statusProperty().subscribe(status -> setValue(text(status.expectation().alpha())));
        watch();
    }

    @Override
    void accept(@Nullable String value) {
        OptionalDouble alpha = alpha(value);
        if (!alpha.equals(model.statusProperty().get().expectation().alpha())) {
            model.expectAlpha(alpha);
        }
    }

    private static OptionalDouble alpha(@Nullable String typed) {
        if (typed == null || typed.length() > MOST_DIGITS || !typed.matches("\\d+(\\.\\d*)?|\\.\\d+")) {
            return OptionalDouble.empty();
        }
        double alpha = Double.parseDouble(typed);
        return alpha > 0 ? OptionalDouble.of(alpha) : OptionalDouble.empty();
    }

    private static String text(OptionalDouble alpha) {
        return alpha.isPresent() ? ShellViewModel.number(alpha.getAsDouble()) : "";
    }
}

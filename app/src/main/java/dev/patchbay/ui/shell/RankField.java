package dev.patchbay.ui.shell;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The expected rank, from the training command; empty if unknown. */
final class RankField extends ExpectedNumber {

    private static final int MOST_DIGITS = 6;

    private final ShellViewModel model;

    RankField(ShellViewModel model) {
        super("expected-rank", "\\D", "ui.rank.hint", "", "4", "8", "16", "32", "64", "128");
        this.model = model;
        model.statusProperty().subscribe(status -> setValue(text(status.expectation().rank())));
        watch();
    }

    @Override
    void accept(@Nullable String value) {
        OptionalLong rank = rank(value);
        if (!rank.equals(model.statusProperty().get().expectation().rank())) {
            model.expectRank(rank);
        }
    }

    private static OptionalLong rank(@Nullable String digits) {
        if (digits == null || digits.isBlank() || digits.length() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long rank = Long.parseLong(digits);
        return rank == 0 ? OptionalLong.empty() : OptionalLong.of(rank);
    }

    private static String text(OptionalLong rank) {
        return rank.isPresent() ? String.valueOf(rank.getAsLong()) : "";
    }
}

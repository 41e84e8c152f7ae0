package dev.patchbay.loader.diffusers;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Steps that are gone only if an expression is found, or is not found, in any of the names that are left. */
record WhenStep(Optional<Pattern> when, Optional<Pattern> unless, List<ConversionStep> steps) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        boolean gone = when.map(state.left()::any).orElse(true) && !unless.map(state.left()::any).orElse(false);
        if (gone) {
            for (ConversionStep step : steps) {
                step.run(state);
            }
        }
    }
}

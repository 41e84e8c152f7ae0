package dev.patchbay.loader.diffusers;

import java.util.regex.Pattern;

/** Counts the names in which the expression is found as made, as they are. */
record TakeStep(Pattern names) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        for (String name : state.left().names()) {
            if (names.matcher(name).find()) {
                state.made().put(name, state.left().take(name));
            }
        }
    }
}

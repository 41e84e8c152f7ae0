package dev.patchbay.loader.diffusers;

import java.util.regex.Pattern;

/** Forgets the names that are left in which the expression is found. */
record DropStep(Pattern names) implements ConversionStep {

    @Override
    public void run(Conversion state) {
        state.left().removeIf(name -> names.matcher(name).find());
    }
}

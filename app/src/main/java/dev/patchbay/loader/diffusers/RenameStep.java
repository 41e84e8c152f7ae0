package dev.patchbay.loader.diffusers;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces parts of names, one replacement after the other.
 *
 * @param made true for the names that were made, false for those that are left
 * @param names which names; found in the name
 * @param changes expressions and what replaces each occurrence
 */
record RenameStep(boolean made, Pattern names, List<Change> changes) implements ConversionStep {

    record Change(Pattern found, String replacement) {}

    @Override
    public void run(Conversion state) {
        (made ? state.made() : state.left()).rename(name -> names.matcher(name).find(), this::renamed);
    }

    private String renamed(String name) {
        String renamed = name;
        for (Change change : changes) {
            renamed = change.found().matcher(renamed).replaceAll(change.replacement());
        }
        return renamed;
    }
}

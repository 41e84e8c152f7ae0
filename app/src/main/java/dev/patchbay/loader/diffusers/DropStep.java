package dev.patchbay.loader.diffusers;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forgets the names that are left in which the expression is found.
 *
 * @param names expression
 * @param beside what has to be left, too, for a name to be forgotten, in place of what the expression finds; empty if nothing has to
 */
record DropStep(Pattern names, String beside) implements ConversionStep {

    @Override
    public void run(Conversion state) {
        Set<String> before = Set.copyOf(state.left().names());
        state.left().removeIf(name -> {
            Matcher found = names.matcher(name);
            return found.find() && (beside.isEmpty() || before.contains(found.replaceFirst(beside)));
        });
    }
}

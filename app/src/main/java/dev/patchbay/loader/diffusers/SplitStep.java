package dev.patchbay.loader.diffusers;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes several tensors of one that is left: of a fused layer's A, which all share, or of its B, row by row.
 *
 * @param names the whole name
 * @param targets new names; they stay among those that are left
 * @param shared true if each gets the whole tensor
 */
record SplitStep(Pattern names, List<String> targets, boolean shared, RowSplit split) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        for (String name : state.left().names()) {
            Matcher matcher = names.matcher(name);
            if (matcher.matches()) {
                Held tensor = state.left().take(name);
                List<Held> pieces = shared ? Collections.nCopies(targets.size(), tensor) : split.pieces(tensor, targets.size());
                for (int at = 0; at < pieces.size(); at++) {
                    state.left().put(matcher.replaceFirst(targets.get(at)), pieces.get(at));
                }
            }
        }
    }
}

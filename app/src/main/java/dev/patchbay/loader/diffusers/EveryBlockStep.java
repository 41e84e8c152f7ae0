package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stops unless each of the first blocks has every one of these tensors.
 *
 * @param count of blocks; 0 for as many as there are different numbers in the names
 * @param number finds the number of a block in its group 1
 * @param everywhere true if a name without a number stops it too
 * @param names of tensors of one block, with {@code #} for its number
 */
record EveryBlockStep(int count, Pattern number, boolean everywhere, List<String> names) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        if (everywhere && !state.left().names().stream().allMatch(name -> number.matcher(name).find())) {
            throw new LoaderStop(Message.of("inspection.diffusers.stops", "IndexError: list index out of range"));
        }
        long blocks = count > 0 ? count : numbers(state.left());
        for (int block = 0; block < blocks; block++) {
            for (String name : names) {
                String expected = name.replace("#", Integer.toString(block));
                if (!state.left().has(expected)) {
                    throw new LoaderStop(Message.of("inspection.diffusers.keyError", expected));
                }
            }
        }
    }

    private long numbers(StateDict left) {
        return left.names().stream().map(number::matcher).filter(Matcher::find).map(found -> found.group(1)).distinct().count();
    }
}

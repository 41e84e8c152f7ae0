package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stops if a name is left in which the expression is not found.
 *
 * @param allowed what may be left
 * @param key of the message; argument 0 is what was found
 */
record GuardStep(Pattern allowed, String key) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        List<String> others = state.left().names().stream().filter(name -> !allowed.matcher(name).find()).toList();
        if (!others.isEmpty()) {
            throw new LoaderStop(Message.of(key, StateDict.shown(others)));
        }
    }
}

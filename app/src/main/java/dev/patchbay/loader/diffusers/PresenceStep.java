package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.regex.Pattern;

/**
 * Stops unless the expression is found in a name that is left.
 *
 * @param error that the function raises
 */
record PresenceStep(Pattern names, String error) implements ConversionStep {

    @Override
    public void run(Conversion state) throws LoaderStop {
        if (!state.left().any(names)) {
            throw new LoaderStop(Message.of("inspection.diffusers.stops", error));
        }
    }
}

package dev.patchbay.matching.suggest;

import dev.patchbay.message.Message;
import java.util.Locale;

/** Why a module of a file has no place in the base that is its own; the printed form is {@code fewer-blocks} and so on. */
public enum Unmatched {
    /** Another module of the file changes the same layer already. */
    REPEATED,
    /** The base has the layer in fewer blocks. */
    FEWER_BLOCKS,
    /** The base has no such layer, and a related model has it. */
    ABSENT_LAYER,
    /** The base has the module, and a size or a part does not go with it. */
    DOES_NOT_FIT,
    /** The base has nothing that the name could mean. */
    UNKNOWN_NAME;

    /** In a sentence, for these many modules. */
    public Message message(int modules, String example) {
        return Message.of("matching.unmatched." + this, modules, example);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import java.io.IOException;

/** Finds the base model a person names. */
@FunctionalInterface
public interface BaseModelSource {

    /**
     * @param nameOrPath a catalogue name, or a file or folder
     * @throws IOException if it is neither; the message lists what is known
     */
    BaseModel resolve(String nameOrPath) throws IOException;
}

package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import java.io.IOException;

/** Finds a base model by name or path. */
@FunctionalInterface
public interface BaseModelSource {

    /**
     * @param nameOrPath a catalogue name, or a file or folder
     * @throws IOException if it is neither; the message lists the known names
     */
    BaseModel resolve(String nameOrPath) throws IOException;
}

package dev.patchbay.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;
import java.io.IOException;
import java.util.OptionalDouble;

/** Puts the tensors of a mapping result together to an adapter. */
public final class AdapterAssembler {

    private AdapterAssembler() {}

    /**
     * @param checkpoint where scales may be written: alpha tensors, metadata, {@code adapter_config.json}; and whose names tell SAT's 1 / rank
     * @param chosenScale absolute factor of B·A that overrides all of them
     * @throws IOException if an alpha tensor cannot be read
     */
    public static Adapter assemble(Checkpoint checkpoint, MappingResult mapping, OptionalDouble chosenScale) throws IOException {
        throw new IOException("arrives with the model branch " + checkpoint + mapping + chosenScale);
    }
}

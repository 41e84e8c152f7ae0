package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.Optional;

/** One way of storing weights as codes. */
interface Scheme {

    /**
     * The weight that a stored tensor holds the codes of; empty if its companions are not those of this scheme.
     *
     * @throws dev.patchbay.checkpoint.CheckpointException if they are, but what they say is broken
     */
    Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException;
}

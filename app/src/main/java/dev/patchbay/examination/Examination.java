package dev.patchbay.examination;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about a subject.
 *
 * @param weight the layer's weight in the base; empty for what is not of the base, and where its values are not on this machine
 * @param tensor values of the tensor, or of that weight
 * @param change what the module makes of its layer
 * @param notes why something could not be found out
 */
public record Examination(
        Optional<StoredAs> weight, Optional<TensorValues> tensor, Optional<ChangeValues> change, List<Message> notes) {

    public Examination {
        notes = List.copyOf(notes);
    }
}

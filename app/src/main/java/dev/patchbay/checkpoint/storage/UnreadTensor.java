package dev.patchbay.checkpoint.storage;

import dev.patchbay.message.Message;
import java.nio.file.Path;

/**
 * A tensor whose values do not lie in a storage as Patchbay reads them.
 *
 * @param reason what is in the way
 * @param what the element type or form by the name that PyTorch gives it: {@code torch.complex128}, {@code sparse_coo}
 */
public record UnreadTensor(Reason reason, String what) {

    /** What keeps Patchbay from reading a tensor. */
    public enum Reason {
        ELEMENT_TYPE,
        FORM
    }

    /** The sentence where there is no other tensor. */
    public Message refusal(Path file, String name) {
        return switch (reason) {
            case ELEMENT_TYPE -> Message.of("checkpoint.torch.unknownDtype", file, name, what);
            case FORM -> Message.of("checkpoint.torch.unknownForm", file, name, what);
        };
    }

    /** The sentence where the other tensors can be used. */
    public Message warning(Path file, String name) {
        return switch (reason) {
            case ELEMENT_TYPE -> Message.of("checkpoint.torch.dtypeAside", file, name, what);
            case FORM -> Message.of("checkpoint.torch.formAside", file, name, what);
        };
    }
}

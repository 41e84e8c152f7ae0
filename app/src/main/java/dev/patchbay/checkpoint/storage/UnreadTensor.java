package dev.patchbay.checkpoint.storage;

import dev.patchbay.message.Message;
import java.nio.file.Path;

/**
 * A tensor that Patchbay cannot read.
 *
 * @param reason what prevents it
 * @param what element type or form, by its name in PyTorch: {@code torch.complex128}, {@code sparse_coo}
 */
public record UnreadTensor(Reason reason, String what) {

    /** What prevents reading a tensor. */
    public enum Reason {
        ELEMENT_TYPE,
        FORM
    }

    /** The error if there is no other tensor. */
    public Message refusal(Path file, String name) {
        return switch (reason) {
            case ELEMENT_TYPE -> Message.of("checkpoint.torch.unknownDtype", file, name, what);
            case FORM -> Message.of("checkpoint.torch.unknownForm", file, name, what);
        };
    }

    /** The warning if other tensors can be read. */
    public Message warning(Path file, String name) {
        return switch (reason) {
            case ELEMENT_TYPE -> Message.of("checkpoint.torch.dtypeAside", file, name, what);
            case FORM -> Message.of("checkpoint.torch.formAside", file, name, what);
        };
    }
}

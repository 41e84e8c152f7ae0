package dev.patchbay.loader.comfy;

import dev.patchbay.message.Message;

/** ComfyUI raises an error: when it reads the file, or when it changes the model. */
final class ComfyStop extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Message message;

    private ComfyStop(Message message) {
        super(message.key());
        this.message = message;
    }

    /** A tensor is not there. */
    static ComfyStop missing(String name) {
        return new ComfyStop(Message.of("inspection.comfy.keyError", name));
    }

    /** What PyTorch says of sizes, for a weight. */
    static ComfyStop sizes(String name, Object found) {
        return new ComfyStop(Message.of("inspection.comfy.stops", name, found.toString()));
    }

    Message said() {
        return message;
    }
}

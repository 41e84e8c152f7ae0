package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;

/** The loader stops here: it raises an error, or the model does when it is moved or run. */
final class LoaderStop extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Message message;
    private final boolean emptyRoom;

    LoaderStop(Message message) {
        this(message, false);
    }

    private LoaderStop(Message message, boolean emptyRoom) {
        super(message.key());
        this.message = message;
        this.emptyRoom = emptyRoom;
    }

    /** Room was made and nothing was filled in; only when the model is moved it stops. */
    static LoaderStop emptyRoom(Message message) {
        return new LoaderStop(message, true);
    }

    /** Itself; any other stop comes first. */
    LoaderStop ifEmptyRoom() throws LoaderStop {
        if (!emptyRoom) {
            throw this;
        }
        return this;
    }

    boolean isEmptyRoom() {
        return emptyRoom;
    }

    /** What the loader says, as a sentence. */
    Message said() {
        return message;
    }
}

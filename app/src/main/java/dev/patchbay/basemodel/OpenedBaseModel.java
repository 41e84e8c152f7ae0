package dev.patchbay.basemodel;

import dev.patchbay.checkpoint.Checkpoint;

/** Makes a base model of an opened checkpoint: names and shapes only. */
public final class OpenedBaseModel {

    private OpenedBaseModel() {}

    /** Components are told from {@code config.json}, the pipeline's folders, or the names themselves. */
    public static BaseModel of(Checkpoint checkpoint) {
        throw new IllegalStateException("arrives with the model branch " + checkpoint);
    }
}

package dev.patchbay.workspace.place;

/** Which program put a checkpoint there. */
public enum PlaceSource {
    HUGGING_FACE,
    COMFYUI
}

package dev.patchbay.workspace.place;

/** The program that a checkpoint belongs to. */
public enum PlaceSource {
    HUGGING_FACE,
    COMFYUI
}

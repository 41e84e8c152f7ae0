package dev.patchbay.workspace.saved;

/**
 * An adapter that is played beside that of the workspace.
 *
 * @param strength multiplier of the whole adapter
 * @param on whether it is played
 */
public record SavedAdapter(SavedFile file, double strength, boolean on) {}

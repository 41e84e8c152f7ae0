package dev.patchbay.ui.patch.tree;

/**
 * A base module, or a branch above modules, as a target.
 *
 * @param component {@code transformer}
 * @param module inside the component; empty for all of it
 */
public record DropTarget(String component, String module) {}

package dev.patchbay.ui.patch.tree;

/**
 * A base module, or a branch above modules, as the target of a drop.
 *
 * @param component {@code transformer}
 * @param module name inside the component; empty for the whole component
 */
public record DropTarget(String component, String module) {}

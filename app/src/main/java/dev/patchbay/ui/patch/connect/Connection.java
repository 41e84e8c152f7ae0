package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.patch.tree.NameNode;

/**
 * A stored tensor that is mapped to a base module.
 *
 * @param from row of the tensor in the left tree
 * @param to row of the module in the right tree
 * @param fits false if the connection has a problem
 */
public record Connection(NameNode from, NameNode to, boolean fits) {}

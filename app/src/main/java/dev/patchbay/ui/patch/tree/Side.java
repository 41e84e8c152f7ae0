package dev.patchbay.ui.patch.tree;

/** The two trees. */
public enum Side {
    ADAPTER,
    BASE;

    public Side other() {
        return this == ADAPTER ? BASE : ADAPTER;
    }
}

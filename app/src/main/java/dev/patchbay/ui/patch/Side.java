package dev.patchbay.ui.patch;

/** The two trees that cables join. */
public enum Side {
    ADAPTER,
    BASE;

    Side other() {
        return this == ADAPTER ? BASE : ADAPTER;
    }
}

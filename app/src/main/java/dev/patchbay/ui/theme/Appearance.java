package dev.patchbay.ui.theme;

/** How bright the window is. */
public enum Appearance {
    LIGHT,
    DARK,
    /** As the desktop says, also when that changes. */
    SYSTEM
}

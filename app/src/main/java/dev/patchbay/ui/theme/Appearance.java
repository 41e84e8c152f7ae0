package dev.patchbay.ui.theme;

/** Light or dark. */
public enum Appearance {
    LIGHT,
    DARK,
    /** Follows the desktop's setting, also when it changes. */
    SYSTEM
}

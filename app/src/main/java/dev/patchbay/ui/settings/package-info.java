/**
 * The panel with the settings: language, look, folders, device, what is remembered. It shows properties and keys that others own, and
 * changes them at once; there is nothing to confirm. Where they are kept is the business of {@code settings}. Start with
 * {@link SettingsPanel}.
 */
@NullMarked
package dev.patchbay.ui.settings;

import org.jspecify.annotations.NullMarked;

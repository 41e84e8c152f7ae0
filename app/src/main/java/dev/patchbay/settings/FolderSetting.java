package dev.patchbay.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Folders that a person may choose instead of the usual ones. */
public enum FolderSetting {
    /** Base models of a person's own. */
    MODELS,
    /** Rule files of a person's own. */
    RULES,
    /** The cache of Hugging Face; the usual one is where {@code huggingface_hub} looks. */
    HUGGINGFACE,
    /** The folder that ComfyUI was installed into. */
    COMFYUI;

    private final Setting<Optional<Path>> setting = Setting.folder("folders." + word());

    /** The choice of a person; empty for the usual folder. */
    public Setting<Optional<Path>> setting() {
        return setting;
    }

    /** As keys of messages and settings write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.patchbay.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a clip can be written as. */
public enum ClipFormat {
    /** H.264 in MP4, for players and web pages. */
    MP4(".mp4"),
    /** An endless animated GIF, 256 colours a frame. */
    GIF(".gif"),
    /** A folder of PNG files, one a frame, without any loss. */
    FRAMES(""),
    /** The numbers themselves: frames and latents in float32. */
    SAFETENSORS(".safetensors");

    private final String suffix;

    ClipFormat(String suffix) {
        this.suffix = suffix;
    }

    /** With its dot; empty for a folder. */
    public String suffix() {
        return suffix;
    }

    /** Told from the name: a known suffix, or a folder, or a name without a dot (a folder to be made). Empty for any other suffix. */
    public static Optional<ClipFormat> of(Path target) {
        if (Files.isDirectory(target)) {
            return Optional.of(FRAMES);
        }
        Path last = target.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        for (ClipFormat format : values()) {
            if (!format.suffix.isEmpty() && name.endsWith(format.suffix)) {
                return Optional.of(format);
            }
        }
        return name.indexOf('.') < 0 ? Optional.of(FRAMES) : Optional.empty();
    }
}

package dev.patchbay.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Output formats of a clip. */
public enum ClipFormat {
    /** H.264 in MP4, for players and web pages. */
    MP4(".mp4"),
    /** An endlessly looping GIF, 256 colours a frame. */
    GIF(".gif"),
    /** A folder of PNG files, one for each frame, lossless. */
    FRAMES(""),
    /** The raw values: frames and latents as float32. */
    SAFETENSORS(".safetensors");

    private final String suffix;

    ClipFormat(String suffix) {
        this.suffix = suffix;
    }

    /** File suffix with its dot; empty for a folder. */
    public String suffix() {
        return suffix;
    }

    /**
     * The format by name: a known suffix, an existing folder, or a name without a dot (a folder to be created). Empty for any other
     * suffix.
     */
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

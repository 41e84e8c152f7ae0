package dev.patchbay.files.reading;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What lies under a name, links followed. */
public enum FileKind {
    MISSING,
    REGULAR,
    FOLDER,
    PIPE(0x1000, "files.kind.pipe"),
    SOCKET(0xC000, "files.kind.socket"),
    CHARACTER_DEVICE(0x2000, "files.kind.device"),
    BLOCK_DEVICE(0x6000, "files.kind.device"),
    LINK_LOOP(0, "files.kind.loop"),
    /** Neither file nor folder, on a system that does not say more. */
    OTHER(0, "files.kind.other");

    /** The type in the mode of a file, as in {@code sys/stat.h}. */
    private static final int TYPE = 0xF000;

    private static final int MOST_LINKS = 40;

    private final int type;
    private final String word;

    FileKind() {
        this(0, "");
    }

    FileKind(int type, String word) {
        this.type = type;
        this.word = word;
    }

    /** Asks the file system once for what is there; nothing is opened. A link to nothing is missing. */
    public static FileKind of(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return REGULAR;
        }
        if (Files.isDirectory(path)) {
            return FOLDER;
        }
        if (Files.isSymbolicLink(path) && isLoop(path)) {
            return LINK_LOOP;
        }
        return Files.exists(path) ? special(path) : MISSING;
    }

    private static FileKind special(Path path) throws IOException {
        int mode;
        try {
            mode = (Integer) Files.getAttribute(path, "unix:mode") & TYPE;
        } catch (UnsupportedOperationException | IllegalArgumentException windows) {
            return OTHER;
        }
        for (FileKind kind : values()) {
            if (kind.type == mode && mode != 0) {
                return kind;
            }
        }
        return OTHER;
    }

    private static boolean isLoop(Path link) throws IOException {
        Set<Path> seen = new HashSet<>();
        Path at = link.toAbsolutePath().normalize();
        while (Files.isSymbolicLink(at)) {
            if (!seen.add(at) || seen.size() > MOST_LINKS) {
                return true;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return false;
    }

    /** True for what can neither be read nor replaced as a file, and is no folder either. */
    public boolean isSpecial() {
        return !word.isEmpty();
    }

    /** For a person: “a pipe”; empty for files, folders and nothing. */
    public Optional<Message> words() {
        return isSpecial() ? Optional.of(Message.of(word)) : Optional.empty();
    }
}

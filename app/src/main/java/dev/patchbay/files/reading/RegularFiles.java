package dev.patchbay.files.reading;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Opens files for reading, if they are regular files.
 *
 * <p>All methods throw a {@link NoRegularFileException} at once, without opening anything, where a pipe, a device, a socket or a circle of
 * links has the name; what is missing or may not be read is the system's own exception, which names the file.
 */
public final class RegularFiles {

    private RegularFiles() {}

    /** Refuses what is neither a regular file nor a folder nor missing. */
    public static void require(Path path) throws IOException {
        Optional<Message> words = FileKind.of(path).words();
        if (words.isPresent()) {
            throw new NoRegularFileException(Message.of("files.notRegular", path, words.get()));
        }
    }

    /** A stream of the bytes, not buffered. */
    public static InputStream stream(Path file) throws IOException {
        require(file);
        return Files.newInputStream(file);
    }

    /** A channel to read or map the file. */
    public static FileChannel channel(Path file) throws IOException {
        require(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Number of bytes. */
    public static long size(Path file) throws IOException {
        require(file);
        return Files.size(file);
    }

    /** The whole file; the caller has looked at its size. */
    public static byte[] bytes(Path file) throws IOException {
        require(file);
        return Files.readAllBytes(file);
    }

    /**
     * The whole file as UTF-8; the caller has looked at its size.
     *
     * @throws java.nio.charset.CharacterCodingException if it is other text
     */
    public static String text(Path file) throws IOException {
        require(file);
        return Files.readString(file);
    }
}

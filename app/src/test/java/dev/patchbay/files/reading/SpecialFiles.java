package dev.patchbay.files.reading;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes things that have a name and are no files, in a folder of the test; a test is skipped where the system has no such thing. */
public final class SpecialFiles {

    private SpecialFiles() {}

    /** A pipe to which nobody writes: reading it waits for ever. */
    public static Path pipe(Path path) throws IOException {
        return made(path, List.of("mkfifo", path.toString()));
    }

    /** A device of its own that reads as {@code /dev/zero} does, without end; only the administrator may make one. */
    public static Path zeroes(Path path) throws IOException {
        return made(path, List.of("mknod", path.toString(), "c", "1", "5"));
    }

    /** A socket without a server. */
    public static Path socket(Path path) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        return path;
    }

    /** Two links that lead to each other. */
    public static Path loop(Path path) throws IOException {
        Path other = path.resolveSibling(path.getFileName() + ".other");
        Files.createSymbolicLink(other, path.getFileName());
        return Files.createSymbolicLink(path, other.getFileName());
    }

    private static Path made(Path path, List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            assumeTrue(process.waitFor() == 0 && Files.exists(path), String.join(" ", command));
            return path;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

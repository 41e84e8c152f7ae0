package dev.patchbay.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files that are built into the program. */
public final class Resources {

    private Resources() {}

    /**
     * The whole text of a file.
     *
     * @param owner class that the name is relative to
     * @throws IllegalStateException if this build lacks the file
     */
    public static String text(Class<?> owner, String name) {
        return find(owner, name).orElseThrow(() -> new IllegalStateException("this build lacks " + name));
    }

    /** The whole text of a file; empty if this build lacks it. */
    public static Optional<String> find(Class<?> owner, String name) {
        return bytes(owner, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The bytes of a file; empty if this build lacks it. */
    public static Optional<byte[]> bytes(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

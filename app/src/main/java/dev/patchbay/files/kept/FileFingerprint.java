package dev.patchbay.files.kept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Tells files apart from those that take their place later, without reading them. */
public final class FileFingerprint {

    private FileFingerprint() {}

    /** Path, size and time of each of these files, and of all files in these folders: another text if any was exchanged. */
    public static String of(List<Path> places) {
        StringBuilder text = new StringBuilder();
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    text.append(file.toAbsolutePath()).append(' ').append(Files.size(file)).append(' ');
                    text.append(Files.getLastModifiedTime(file)).append('\n');
                }
            } catch (IOException unreadable) {
                // Something that never comes again, so that nothing is found under it.
                return UUID.randomUUID().toString();
            }
        }
        return text.toString();
    }
}

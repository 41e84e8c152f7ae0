package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Recognises files that people mistake for checkpoints, by their first bytes, to say what to do with them. */
final class ForeignFile {

    private static final int START = 512;

    private ForeignFile() {}

    /** What this file is, which no reader could open. */
    static Message explain(Path file) throws IOException {
        byte[] start;
        try (InputStream in = RegularFiles.stream(file)) {
            start = in.readNBytes(START);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        String lowerCase = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.length == 0 && Files.isRegularFile(file)) {
            return Message.of("checkpoint.emptyFile", file);
        }
        if (text.startsWith("version https://git-lfs.github.com/")) {
            return Message.of("checkpoint.foreign.gitLfs", file);
        }
        if (lowerCase.startsWith("<!doctype html") || lowerCase.startsWith("<html")) {
            return Message.of("checkpoint.foreign.html", file);
        }
        if (text.startsWith("\u001f\u008b")) {
            return Message.of("checkpoint.foreign.gzip", file);
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return Message.of("checkpoint.foreign.hdf5", file);
        }
        if (text.startsWith("\u0093NUMPY")) {
            return Message.of("checkpoint.foreign.numpy", file);
        }
        return Message.of("checkpoint.unknownFormat", file);
    }
}

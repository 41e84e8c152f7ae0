package dev.patchbay.cli.report;

import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.gpu.GpuFolder;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is kept so that it need not be made or fetched again, as {@code doctor} tells it.
 *
 * @param name by which it is emptied
 * @param bytes in the folder
 * @param limit most bytes in it; empty for what does not grow
 * @param emptied takes everything out of it
 */
public record CacheRow(String name, Path folder, long bytes, OptionalLong limit, Emptied emptied) {

    private static final long MIB = 1L << 20;

    /** How a cache is emptied. */
    public interface Emptied {

        void run() throws IOException;
    }

    /** Results of runs, by the name of their folder. */
    public static CacheRow of(KeptNumbers kept) {
        String name = String.valueOf(kept.folder().getFileName());
        return new CacheRow(name, kept.folder(), kept.bytes(), OptionalLong.of(kept.limit()), kept::clear);
    }

    /** The fetched libraries for cards. */
    public static CacheRow of(GpuFolder folder) throws IOException {
        return new CacheRow("gpu", folder.root(), folder.bytes(), OptionalLong.empty(), folder::remove);
    }

    /** For {@code --json}. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("folder", folder.toString());
        fields.put("bytes", bytes);
        fields.put("limit", limit.isPresent() ? limit.getAsLong() : null);
        return fields;
    }

    /** For people, with how to empty it. */
    public Message line() {
        return limit.isPresent()
                ? Message.of("cli.doctor.cache", folder, bytes / MIB, limit.getAsLong() / MIB, name)
                : Message.of("cli.doctor.cacheOfFiles", folder, bytes / MIB, name);
    }
}

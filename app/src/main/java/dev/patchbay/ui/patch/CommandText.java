package dev.patchbay.ui.patch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A call of the command line, as a person types it. */
final class CommandText {

    private static final String PLAIN = "[\\w@%+=:,./\\\\-]+";

    private CommandText() {}

    /**
     * Gives an adapter another rank: the result lies beside it.
     *
     * @param folder whether a folder comes of it, as of what has {@code adapter_config.json}
     */
    static String resize(Path adapter, boolean folder, long rank) {
        Path file = adapter.toAbsolutePath();
        Path last = file.getFileName();
        String name = last == null ? "adapter" : last.toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 && name.length() - dot <= 12 ? name.substring(0, dot) : name;
        Path out = file.resolveSibling(stem + "-r" + rank + (folder ? "" : ".safetensors"));
        return line("patchbay", "resize", file.toString(), "--rank", String.valueOf(rank), "--out", out.toString());
    }

    private static String line(String... words) {
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        return List.of(words).stream().map(word -> quoted(word, windows)).collect(Collectors.joining(" "));
    }

    /** Shells of all systems take words of these letters as they are. */
    static String quoted(String word, boolean windows) {
        if (word.matches(PLAIN) && (windows || word.indexOf('\\') < 0)) {
            return word;
        }
        return windows ? "\"" + word + "\"" : "'" + word.replace("'", "'\\''") + "'";
    }
}

package dev.patchbay.ui.patch.problems;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a call of the command line for copying into a shell. */
final class CommandText {

    private static final String PLAIN = "[\\w@%+=:,./\\\\-]+";

    private CommandText() {}

    static String resize(Path adapter, long rank, Path out) {
        String file = adapter.toAbsolutePath().toString();
        return line("patchbay", "resize", file, "--rank", String.valueOf(rank), "--out", out.toString());
    }

    private static String line(String... words) {
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        return List.of(words).stream().map(word -> quoted(word, windows)).collect(Collectors.joining(" "));
    }

    /** Words of characters that no shell interprets stay unquoted. */
    static String quoted(String word, boolean windows) {
        if (word.matches(PLAIN) && (windows || word.indexOf('\\') < 0)) {
            return word;
        }
        return windows ? "\"" + word + "\"" : "'" + word.replace("'", "'\\''") + "'";
    }
}

package dev.patchbay.workspace;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Patchbay's folders for files that can be recreated (cache) and for the user's choices (settings), by the convention of each system.
 *
 * @param cache unpacked demo, native libraries
 * @param settings recent files, language, theme
 */
public record AppFolders(Path cache, Path settings) {

    private static final String NAME = "patchbay";

    /** The folders of this machine's user. */
    public static AppFolders ofThisMachine() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static AppFolders of(String system, Path home, Map<String, String> environment) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.contains("mac")) {
            return new AppFolders(home.resolve("Library/Caches/" + NAME), home.resolve("Library/Application Support/" + NAME));
        }
        if (lower.contains("windows")) {
            Path local = folder(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local"));
            return new AppFolders(local.resolve(NAME).resolve("cache"), local.resolve(NAME));
        }
        return new AppFolders(
                folder(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve(NAME),
                folder(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve(NAME));
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of).filter(Path::isAbsolute);
    }
}

package dev.patchbay.workspace;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Patchbay's folders for files that can be recreated (cache), for the user's choices (settings), and for what a window was doing (state),
 * by the convention of each system.
 *
 * @param cache unpacked demo, native libraries
 * @param settings language, theme, rule sets and models of one's own
 * @param state work that was not saved, recent files, place of the window
 */
public record AppFolders(Path cache, Path settings, Path state) {

    private static final String NAME = "patchbay";

    /** The folders of this machine's user. */
    public static AppFolders ofThisMachine() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static AppFolders of(String system, Path home, Map<String, String> environment) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.contains("mac")) {
            Path support = home.resolve("Library/Application Support/" + NAME);
            return new AppFolders(home.resolve("Library/Caches/" + NAME), support, support.resolve("state"));
        }
        if (lower.contains("windows")) {
            Path local = folder(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local"));
            Path own = local.resolve(NAME);
            return new AppFolders(own.resolve("cache"), own, own.resolve("state"));
        }
        return new AppFolders(
                folder(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve(NAME),
                folder(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config")).resolve(NAME),
                folder(environment, "XDG_STATE_HOME").orElse(home.resolve(".local/state")).resolve(NAME));
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of).filter(Path::isAbsolute);
    }
}

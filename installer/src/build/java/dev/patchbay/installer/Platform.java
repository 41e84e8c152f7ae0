package dev.patchbay.installer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The platform that is built on and for. Libraries name platforms in folders of their jars, each in its own way: {@code linux-x86_64},
 * {@code win32-x86-64}, {@code darwin-aarch64}, {@code osx-aarch64}.
 *
 * @param systems its names
 * @param processors names of its processor
 */
record Platform(Set<String> systems, Set<String> processors) {

    private static final Pattern FOLDER = Pattern.compile(
            "(?:^|/)(linux|win|win32|windows|osx|darwin|macosx|aix|sunos|freebsd|openbsd|dragonflybsd|w32ce)-([a-z0-9_-]+)/");

    static Platform here() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        Set<String> processors = arm ? Set.of("aarch64", "arm64") : Set.of("x86_64", "x86-64", "amd64");
        if (system.contains("win")) {
            return new Platform(Set.of("win", "win32", "windows"), processors);
        }
        return new Platform(system.contains("mac") ? Set.of("osx", "darwin", "macosx") : Set.of("linux"), processors);
    }

    /** Whether an entry of a jar lies in a folder of another platform. */
    boolean isForeign(String entry) {
        Matcher folder = FOLDER.matcher(entry);
        return folder.find() && !(systems.contains(folder.group(1)) && processors.contains(folder.group(2)));
    }

    boolean isWindows() {
        return systems.contains("windows");
    }

    boolean isLinux() {
        return systems.contains("linux");
    }

    boolean isMac() {
        return systems.contains("osx");
    }
}

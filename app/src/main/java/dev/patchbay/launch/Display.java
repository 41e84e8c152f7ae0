package dev.patchbay.launch;

import java.util.Locale;
import java.util.Map;

/** Whether a window can be shown on this machine. */
final class Display {

    private Display() {}

    static boolean isMissing() {
        return isMissing(System.getProperty("os.name"), System.getProperty("glass.platform"), System.getenv());
    }

    /** Only Unix desktops tell before the start; a chosen Glass platform (headless tests) needs no display. */
    static boolean isMissing(String system, @org.jspecify.annotations.Nullable String glassPlatform, Map<String, String> environment) {
        String lower = system.toLowerCase(Locale.ROOT);
        boolean unixDesktop = !lower.contains("windows") && !lower.contains("mac");
        return unixDesktop
                && glassPlatform == null
                && environment.getOrDefault("DISPLAY", "").isBlank()
                && environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }
}

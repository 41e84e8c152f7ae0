package dev.patchbay.loader.comfy;

import java.util.List;

/** Python's {@code str.replace}. */
record Replacement(String from, String to) {

    String in(String name) {
        return name.replace(from, to);
    }

    static String all(List<Replacement> replacements, String name) {
        String replaced = name;
        for (Replacement one : replacements) {
            replaced = one.in(replaced);
        }
        return replaced;
    }
}

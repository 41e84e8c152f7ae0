package dev.patchbay.adapter.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of modules, whole or their ends after a dot; found at a cost that does not grow with their number. */
final class NameEnds {

    private final Set<String> names;

    NameEnds(List<String> names) {
        this.names = new HashSet<>(names);
    }

    /** True if this very name is one of them. */
    boolean isNamed(String module) {
        return names.contains(module);
    }

    /** True if the module or its end after a dot is one of them. */
    boolean contains(String module) {
        if (module.length() > GuardedPattern.LONGEST_NAME) {
            return isNamed(module);
        }
        for (int start = 0; start >= 0; start = next(module, start)) {
            if (names.contains(module.substring(start))) {
                return true;
            }
        }
        return false;
    }

    /** True if the module is one of them, or lies inside one. */
    boolean containsPartOf(String module) {
        if (module.length() > GuardedPattern.LONGEST_NAME) {
            return isNamed(module);
        }
        for (int end = module.length(); end > 0; end = module.lastIndexOf('.', end - 1)) {
            if (contains(module.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static int next(String name, int start) {
        int dot = name.indexOf('.', start);
        return dot < 0 ? -1 : dot + 1;
    }
}

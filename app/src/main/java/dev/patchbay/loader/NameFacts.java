package dev.patchbay.loader;

import java.util.Arrays;
import java.util.List;

/** Questions that loaders ask of all names of a file. */
record NameFacts(List<String> names) {

    NameFacts {
        names = List.copyOf(names);
    }

    boolean any(String prefix) {
        return names.stream().anyMatch(name -> name.startsWith(prefix));
    }

    boolean anyContains(String part) {
        return names.stream().anyMatch(name -> name.contains(part));
    }

    /** True if every name starts with one of the prefixes. */
    boolean all(String... prefixes) {
        return !names.isEmpty() && names.stream().allMatch(name -> Arrays.stream(prefixes).anyMatch(name::startsWith));
    }
}

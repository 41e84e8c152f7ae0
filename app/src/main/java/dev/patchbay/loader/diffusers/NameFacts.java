package dev.patchbay.loader.diffusers;

import java.util.Collection;
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
    boolean all(Collection<String> prefixes) {
        return !names.isEmpty() && names.stream().allMatch(name -> prefixes.stream().anyMatch(name::startsWith));
    }
}

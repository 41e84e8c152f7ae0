package dev.patchbay.adapter;

import dev.patchbay.part.AdapterKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cache of parsed names: a file may have 100,000, and each is needed more than once. */
final class ParsedNames {

    private final Map<String, Optional<AdapterKey>> keys = new HashMap<>();

    /** As {@link AdapterKey#parse}. */
    Optional<AdapterKey> parse(String name) {
        return keys.computeIfAbsent(name, AdapterKey::parse);
    }
}

package dev.patchbay.ui.export;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Entries of the metadata that differ from those that an export would write by itself.
 *
 * @param set entries to add or replace
 * @param unset keys of entries to leave out
 */
public record MetadataEdits(Map<String, String> set, Set<String> unset) {

    public static final MetadataEdits NONE = new MetadataEdits(Map.of(), Set.of());

    public MetadataEdits {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        unset = Set.copyOf(unset);
    }

    /** Also adds or replaces an entry. */
    MetadataEdits with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(set);
        more.put(key, value);
        Set<String> fewer = new HashSet<>(unset);
        fewer.remove(key);
        return new MetadataEdits(more, fewer);
    }

    /** Also leaves an entry out. */
    MetadataEdits without(String key) {
        Map<String, String> fewer = new LinkedHashMap<>(set);
        fewer.remove(key);
        Set<String> more = new HashSet<>(unset);
        more.add(key);
        return new MetadataEdits(fewer, more);
    }
}

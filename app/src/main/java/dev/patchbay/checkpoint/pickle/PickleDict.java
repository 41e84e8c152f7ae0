package dev.patchbay.checkpoint.pickle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python's {@code dict} or {@code OrderedDict} with its strings and integers as keys. Entries with other keys (tuples, objects) are left
 * out, since no state dict has them. Compared by identity: it may contain itself.
 */
public final class PickleDict {

    /** Made with the first entry: hostile pickles have millions of empty dicts. */
    private Map<Object, Object> entries = Map.of();

    /** Values by key; keys are {@link String} or {@link Long}. As in Python, a later value replaces an earlier one. */
    public Map<Object, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Adds an entry; ignored if the key is neither a string nor an integer. */
    public void put(Object key, Object value) {
        if (key instanceof String || key instanceof Long) {
            if (entries.isEmpty()) {
                entries = new LinkedHashMap<>();
            }
            entries.put(key, value);
        }
    }

    /** Adds entries from a flat list of key, value, key, value, …; false if the last value is missing. */
    boolean putAll(List<Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
        return true;
    }
}

package dev.patchbay.matching.names;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a linear layer does in an attention, as far as its name tells. */
public enum Role {
    QUERY(Set.of("q", "wq", "query")),
    KEY(Set.of("k", "wk", "key")),
    VALUE(Set.of("v", "wv", "value")),
    OUT(Set.of("out", "o", "wo", "dense")),
    NONE(Set.of());

    private final Set<String> words;

    Role(Set<String> words) {
        this.words = words;
    }

    /**
     * The role of the last word that has one; for {@code query_key_value} with a number after it, the role at that position (0 is the
     * query).
     */
    public static Role of(String name) {
        List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("[._-]"));
        int last = parts.size() - 1;
        if (last >= 3 && parts.get(last).matches("[012]") && of(parts.get(last - 3)) == QUERY && of(parts.get(last - 2)) == KEY) {
            return values()[Integer.parseInt(parts.get(last))];
        }
        for (String part : parts.reversed()) {
            for (Role role : values()) {
                if (role.words.contains(part)) {
                    return role;
                }
            }
        }
        return NONE;
    }
}

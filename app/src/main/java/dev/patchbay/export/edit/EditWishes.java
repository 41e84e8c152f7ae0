package dev.patchbay.export.edit;

import dev.patchbay.mapping.pattern.KeyPattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be different in an edited adapter.
 *
 * @param set metadata to add or replace
 * @param unset metadata to leave out
 * @param only what is kept; all where empty
 * @param without what is left out
 * @param strengths of modules; where several patterns match one, the last of them counts
 */
public record EditWishes(
        Map<String, String> set, Set<String> unset, List<KeyPattern> only, List<KeyPattern> without, List<BlockStrength> strengths) {

    public EditWishes {
        set = Map.copyOf(set);
        unset = Set.copyOf(unset);
        only = List.copyOf(only);
        without = List.copyOf(without);
        strengths = List.copyOf(strengths);
    }

    /** True if the file would stay as it is. */
    public boolean isEmpty() {
        return set.isEmpty() && unset.isEmpty() && !concernsTensors();
    }

    boolean concernsTensors() {
        return !only.isEmpty() || !without.isEmpty() || !strengths.isEmpty();
    }

    Stream<KeyPattern> patterns() {
        return Stream.of(only.stream(), without.stream(), strengths.stream().map(BlockStrength::pattern)).flatMap(all -> all);
    }

    /** In the words of the command line; of metadata only the keys, sorted. */
    String how() {
        return Stream.of(
                        only.stream().map(pattern -> "only " + pattern),
                        without.stream().map(pattern -> "without " + pattern),
                        strengths.stream().map(one -> "strength " + one.pattern() + "=" + one.strength()),
                        set.keySet().stream().sorted().map(key -> "set " + key),
                        unset.stream().sorted().map(key -> "unset " + key))
                .flatMap(all -> all)
                .collect(Collectors.joining(", "));
    }
}

package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a matching tensor into equal chunks along a dimension and joins chosen chunks in the order given, into one tensor or several.
 * Low-rank pairs are treated as by {@link SplitRule}. Chunks that no target takes are left out.
 *
 * @param chunks how many, at least 2
 * @param into the resulting tensors
 */
public record GatherRule(KeyPattern pattern, int dimension, int chunks, List<Target> into) implements Rule {

    /** Most chunks that one rule makes. */
    public static final int MOST_CHUNKS = 4096;

    public GatherRule {
        into = List.copyOf(into);
    }

    /**
     * One resulting tensor.
     *
     * @param chunks positions from 0, each at most once
     */
    public record Target(NameTemplate name, List<Integer> chunks) {

        public Target {
            chunks = List.copyOf(chunks);
        }

        private String describe() {
            return name + " [" + chunks.stream().map(String::valueOf).collect(Collectors.joining(",")) + "]";
        }
    }

    @Override
    public String describe() {
        String targets = into.stream().map(Target::describe).collect(Collectors.joining(", "));
        return "gather " + pattern + " dim " + dimension + " chunks " + chunks + " → " + targets;
    }
}

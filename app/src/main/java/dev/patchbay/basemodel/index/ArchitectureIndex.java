package dev.patchbay.basemodel.index;

import java.util.List;
import java.util.Map;

/**
 * The modules of all architectures by kind of name.
 *
 * @param architectures in the order of the catalogue
 * @param spans by {@link NameKind#text}
 */
public record ArchitectureIndex(List<IndexedArchitecture> architectures, Map<String, List<KindSpan>> spans) {

    public ArchitectureIndex {
        architectures = List.copyOf(architectures);
        spans = Map.copyOf(spans);
    }

    /** Modules of this kind, whatever their numbers; none if no architecture has any. */
    public List<KindSpan> spans(String kind) {
        return spans.getOrDefault(kind, List.of());
    }

    /** How many blocks an architecture has in a {@link NameKind#list}. */
    public int blocks(int architecture, String list) {
        return 1 + spans.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(list + " "))
                .flatMap(entry -> entry.getValue().stream())
                .filter(span -> span.architecture() == architecture)
                .mapToInt(span -> span.ranges().getFirst().last())
                .max()
                .orElse(-1);
    }
}

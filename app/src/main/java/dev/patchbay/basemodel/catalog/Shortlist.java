package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.KindSpan;
import dev.patchbay.basemodel.index.NameKind;
import dev.patchbay.tensor.Shape;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The architectures that the weights of a whole model are most like, by the index: few enough to be compared tensor by tensor. */
final class Shortlist {

    /** Kinds of names, and weights of equal sizes, that count for each architecture. */
    private record Count(int architecture, int fitting, int kinds) {}

    private static final int LENGTH = 8;
    private static final String WEIGHT = ".weight";

    private Shortlist() {}

    /** Names of architectures in the order of the catalogue; more than a few only if the last ones are equally like. */
    static List<String> of(Map<String, Shape> tensors) {
        ArchitectureIndex index = KnownKinds.index();
        int all = index.architectures().size();
        int[] fitting = new int[all];
        int[] kinds = new int[all];
        Set<String> seen = new HashSet<>();
        tensors.forEach((name, shape) -> {
            if (name.endsWith(WEIGHT)) {
                NameKind kind = NameKind.of(name.substring(0, name.length() - WEIGHT.length()));
                List<KindSpan> spans = index.spans(kind.text());
                fitting(spans, kind, shape).stream().forEach(i -> fitting[i]++);
                if (seen.add(kind.text())) {
                    spans.stream().mapToInt(KindSpan::architecture).distinct().forEach(i -> kinds[i]++);
                }
            }
        });
        Comparator<Count> most = Comparator.comparingInt(Count::fitting).thenComparingInt(Count::kinds).reversed();
        List<Count> counts = IntStream.range(0, all)
                .mapToObj(i -> new Count(i, fitting[i], kinds[i]))
                .filter(count -> count.kinds() > 0)
                .sorted(most)
                .toList();
        return counts.stream()
                .filter(count -> counts.size() <= LENGTH || most.compare(count, counts.get(LENGTH - 1)) <= 0)
                .map(count -> index.architectures().get(count.architecture()).name())
                .toList();
    }

    /** Architectures, by position, that have a module of this name and weight. */
    private static BitSet fitting(List<KindSpan> spans, NameKind kind, Shape weight) {
        BitSet fitting = new BitSet();
        spans.stream()
                .filter(span -> span.weight().equals(weight) && span.has(kind.numbers()))
                .forEach(span -> fitting.set(span.architecture()));
        return fitting;
    }
}

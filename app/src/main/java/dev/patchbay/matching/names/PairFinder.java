package dev.patchbay.matching.names;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the low-rank pairs of a state dict without knowing any naming convention: two names that differ in one word, and shapes that
 * multiply with a small rank. If a tensor could pair with several others, the two words that are most frequent in the file decide.
 */
public final class PairFinder {

    /** The two words that differ, down first. */
    private record Words(String down, String up) {

        static Words of(LowRankPair pair) {
            return new Words(pair.downWord(), pair.upWord());
        }

        boolean areNumbers() {
            return TensorName.isIndex(down) && TensorName.isIndex(up);
        }
    }

    /** Names that differ in one segment are ignored if they could be paired in more ways than this. */
    private static final long MOST_COMBINATIONS = 1024;

    private final Map<String, TensorInfo> byName = new LinkedHashMap<>();
    private final Map<String, LowRankPair> pairs = new LinkedHashMap<>();

    public PairFinder(List<TensorInfo> tensors) {
        tensors.stream().filter(tensor -> tensor.dtype().isFloat()).forEach(tensor -> byName.put(tensor.name(), tensor));
    }

    /** All pairs in the order of the file; no tensor is in two. */
    public List<LowRankPair> find() {
        List<LowRankPair> possible = possible();
        Map<Words, Integer> frequency = new HashMap<>();
        possible.forEach(pair -> frequency.merge(Words.of(pair), 1, Integer::sum));
        possible.sort(Comparator.comparing((LowRankPair pair) -> Words.of(pair).areNumbers())
                .thenComparing(pair -> -frequency.getOrDefault(Words.of(pair), 0)));
        possible.forEach(this::take);
        List<Words> known = pairs.values().stream().map(Words::of).distinct().toList();
        byName.values().forEach(tensor -> known.forEach(words -> spelledAlike(tensor, words).ifPresent(this::take)));
        return inFileOrder();
    }

    private void take(LowRankPair pair) {
        if (!pairs.containsKey(pair.down().name()) && !pairs.containsKey(pair.up().name())) {
            TensorInfo alpha = byName.get(pair.owner() + "alpha");
            boolean isNumber = alpha != null && (alpha.shape().equals(Shape.SCALAR) || alpha.shape().equals(Shape.of(1)));
            LowRankPair whole = alpha != null && isNumber ? pair.with(alpha) : pair;
            pairs.put(pair.down().name(), whole);
            pairs.put(pair.up().name(), whole);
        }
    }

    private List<LowRankPair> inFileOrder() {
        Set<LowRankPair> ordered = new LinkedHashSet<>();
        byName.keySet().stream().filter(pairs::containsKey).map(pairs::get).forEach(ordered::add);
        return List.copyOf(ordered);
    }

    /** Pairs of low rank with any two words; to be quick, only names are compared that are equal except for one segment. */
    private List<LowRankPair> possible() {
        Map<String, List<TensorInfo>> buckets = new LinkedHashMap<>();
        for (TensorInfo tensor : byName.values()) {
            if (tensor.shape().dimensions() >= 2) {
                TensorName name = TensorName.of(tensor.name());
                for (int i = 0; i < name.segments().size(); i++) {
                    buckets.computeIfAbsent(i + " " + name.with(i, ""), key -> new ArrayList<>()).add(tensor);
                }
            }
        }
        List<LowRankPair> possible = new ArrayList<>();
        buckets.values().stream().filter(bucket -> bucket.size() > 1).forEach(bucket -> collect(bucket, possible));
        return possible;
    }

    private static void collect(List<TensorInfo> bucket, List<LowRankPair> into) {
        Map<Shape, List<TensorInfo>> byShape = new LinkedHashMap<>();
        bucket.forEach(tensor -> byShape.computeIfAbsent(tensor.shape(), key -> new ArrayList<>()).add(tensor));
        for (Shape down : byShape.keySet()) {
            for (Shape up : byShape.keySet()) {
                List<TensorInfo> downs = byShape.getOrDefault(down, List.of());
                List<TensorInfo> ups = byShape.getOrDefault(up, List.of());
                if (!down.equals(up) && LowRankPair.isProduct(down, up) && (long) downs.size() * ups.size() <= MOST_COMBINATIONS) {
                    combine(downs, ups, into);
                }
            }
        }
    }

    private static void combine(List<TensorInfo> downs, List<TensorInfo> ups, List<LowRankPair> into) {
        for (TensorInfo down : downs) {
            for (TensorInfo up : ups) {
                LowRankPair.of(down, up).filter(LowRankPair::isLowRank).ifPresent(into::add);
            }
        }
    }

    /** A pair with the words of pairs already found; its rank may be of any size. */
    private Optional<LowRankPair> spelledAlike(TensorInfo down, Words words) {
        int at = down.name().lastIndexOf(words.down());
        if (at < 0) {
            return Optional.empty();
        }
        String name = down.name();
        TensorInfo up = byName.get(name.substring(0, at) + words.up() + name.substring(at + words.down().length()));
        return Optional.ofNullable(up)
                .flatMap(other -> LowRankPair.of(down, other))
                .filter(pair -> Words.of(pair).equals(words));
    }
}

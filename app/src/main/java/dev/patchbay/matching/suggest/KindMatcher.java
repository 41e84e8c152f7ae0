package dev.patchbay.matching.suggest;

import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.Kind;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Matches kinds of modules in the file with kinds of the base: same shape, blocks that exist in the base, then the most similar words.
 */
final class KindMatcher {

    /** Least similarity of a suggestion. */
    private static final double LEAST = 0.5;

    /** Least similarity at which words alone are certain, if the gap to the next best is clear as well. */
    private static final double SURE = 0.6;

    private static final double CLEAR = 0.1;

    /** More pairs of kinds than any model has: a file of so many unlike names is no adapter that words could place. */
    private static final long MOST_COMPARISONS = 500_000;

    private KindMatcher() {}

    /**
     * A match between two kinds.
     *
     * @param gap similarity less that of the next best match of either kind
     * @param next the kind of the base that the source resembles next
     */
    record Match(
            Kind<ForeignModule> source, Kind<Fused> target, double similarity, double gap, Optional<Kind<Fused>> next, boolean certain) {

        /** True if another kind of the file resembles the target as much, and nothing tells which of them it is for. */
        private boolean isToss() {
            return gap <= 0 && next.isEmpty();
        }
    }

    private record ScoredPair(Kind<ForeignModule> source, Kind<Fused> target, double similarity) {}

    /** Matches by descending similarity; each kind occurs at most once. None if the lists are too long to be compared. */
    static List<Match> match(List<Kind<ForeignModule>> sources, List<Kind<Fused>> targets) {
        List<ScoredPair> links = links(sources, targets);
        Map<Kind<ForeignModule>, List<ScoredPair>> bySource = new LinkedHashMap<>();
        Map<Kind<Fused>, List<ScoredPair>> byTarget = new LinkedHashMap<>();
        links.forEach(link -> {
            bySource.computeIfAbsent(link.source(), key -> new ArrayList<>()).add(link);
            byTarget.computeIfAbsent(link.target(), key -> new ArrayList<>()).add(link);
        });
        List<Match> found = new ArrayList<>();
        Set<Kind<?>> taken = new HashSet<>();
        for (ScoredPair link : links) {
            boolean free = !taken.contains(link.source()) && !taken.contains(link.target());
            if (free) {
                Match one = found(link, bySource.getOrDefault(link.source(), List.of()), byTarget.getOrDefault(link.target(), List.of()));
                if (one.certain() || one.similarity() >= LEAST && !one.isToss()) {
                    taken.add(link.source());
                    taken.add(link.target());
                    found.add(one);
                }
            }
        }
        return found;
    }

    private static Match found(ScoredPair link, List<ScoredPair> ofSource, List<ScoredPair> ofTarget) {
        double gap = link.similarity() - Math.max(next(link, ofSource), next(link, ofTarget));
        boolean alone = ofSource.size() == 1 && ofTarget.size() == 1;
        boolean everyBlock = link.source().blocks().size() > 1 && link.target().isWithin(link.source());
        boolean certain = link.similarity() >= SURE && gap >= CLEAR || alone && everyBlock
                || gap > 0 && isNearest(link, ofSource, ofTarget);
        Optional<Kind<Fused>> next = ofSource.stream().filter(other -> !other.equals(link)).findFirst().map(ScoredPair::target);
        return new Match(link.source(), link.target(), link.similarity(), gap, next, certain);
    }

    /** True if the names of several segments differ in at most one, and all other candidates of that shape differ in more. */
    private static boolean isNearest(ScoredPair link, List<ScoredPair> ofSource, List<ScoredPair> ofTarget) {
        return link.target().template().indexOf('.') > 0 && distance(link) <= 1
                && Stream.concat(ofSource.stream(), ofTarget.stream())
                        .allMatch(other -> other.equals(link) || distance(other) > distance(link));
    }

    /** How many segments of the target's name differ from the last segments of the source's name. */
    private static int distance(ScoredPair link) {
        List<String> target = List.of(link.target().template().split("\\."));
        List<String> source = List.of(link.source().template().split("\\."));
        if (source.size() < target.size()) {
            return target.size();
        }
        List<String> end = source.subList(source.size() - target.size(), source.size());
        return (int) IntStream.range(0, target.size()).filter(i -> !end.get(i).equals(target.get(i))).count();
    }

    private static double next(ScoredPair link, List<ScoredPair> others) {
        return others.stream().filter(other -> !other.equals(link)).mapToDouble(ScoredPair::similarity).max().orElse(0);
    }

    /** Only kinds of one shape are compared, and only while there are few enough of them. */
    private static List<ScoredPair> links(List<Kind<ForeignModule>> sources, List<Kind<Fused>> targets) {
        Map<Shape, List<Kind<Fused>>> byShape = targets.stream().collect(Collectors.groupingBy(Kind::weight));
        long comparisons = sources.stream().mapToLong(source -> byShape.getOrDefault(source.weight(), List.of()).size()).sum();
        if (comparisons > MOST_COMPARISONS) {
            return List.of();
        }
        List<ScoredPair> links = new ArrayList<>();
        for (Kind<ForeignModule> source : sources) {
            for (Kind<Fused> target : byShape.getOrDefault(source.weight(), List.of())) {
                if (source.isWithin(target)) {
                    links.add(new ScoredPair(source, target, source.features().likeness(target.features())));
                }
            }
        }
        links.sort(Comparator.comparingDouble(ScoredPair::similarity).reversed());
        return links;
    }
}

package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.mapping.GatherRule;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The rule that gives each of several modules its rows of a weight: a rename, a split where they follow one another, else a gather. */
final class RowRules {

    private RowRules() {}

    /**
     * @param rows of each module; none for all of the weight
     * @param weight whose rows they are
     * @param to a name for each module
     * @return empty if the rows are cut too small for a rule
     */
    static Optional<Rule> rule(KeyPattern from, List<List<RowRange>> rows, Shape weight, List<NameTemplate> to) {
        long all = weight.dimensions() == 0 ? 0 : weight.size(0);
        if (follow(rows, all)) {
            return Optional.of(to.size() == 1 ? new RenameRule(from, to.getFirst()) : new SplitRule(from, 0, sizes(rows), to));
        }
        long chunk = rows.stream()
                .flatMap(List::stream)
                .flatMapToLong(range -> LongStream.of(range.from(), range.to()))
                .reduce(all, RowRules::divisor);
        if (chunk == 0 || all / chunk > GatherRule.MOST_CHUNKS) {
            return Optional.empty();
        }
        List<GatherRule.Target> targets = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            targets.add(new GatherRule.Target(to.get(i), chunks(rows.get(i), chunk)));
        }
        return Optional.of(new GatherRule(from, 0, (int) (all / chunk), targets));
    }

    /** True if each module has one range of rows, or says nothing of rows, and the ranges make up the whole in their order. */
    private static boolean follow(List<List<RowRange>> rows, long all) {
        if (rows.size() == 1 && rows.getFirst().isEmpty()) {
            return true;
        }
        long next = 0;
        for (List<RowRange> ranges : rows) {
            if (ranges.size() != 1 || ranges.getFirst().from() != next) {
                return false;
            }
            next = ranges.getFirst().to();
        }
        return next == all;
    }

    /** Rows of each piece; empty if all pieces are equal. */
    private static List<Long> sizes(List<List<RowRange>> rows) {
        List<Long> sizes = rows.stream().map(ranges -> ranges.getFirst().size()).toList();
        return sizes.stream().distinct().count() == 1 ? List.of() : sizes;
    }

    private static List<Integer> chunks(List<RowRange> ranges, long size) {
        return ranges.stream()
                .flatMapToLong(range -> LongStream.range(range.from() / size, range.to() / size))
                .mapToObj(chunk -> (int) chunk)
                .toList();
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}

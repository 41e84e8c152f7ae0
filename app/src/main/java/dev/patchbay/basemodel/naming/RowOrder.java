package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rows of a foreign module's weight are whose.
 *
 * <p>Example: DiffSynth's {@code qkv_proj} of MiniMax H3 has 168 pieces of 128 rows, one for each head of q, k and v in turn: q has the
 * pieces 0, 3, 6, …, k has 1, 4, 7, … and v has 2, 5, 8, ….
 *
 * @param chunks into how many equal parts the rows divide; 0 if the modules' rows follow one another, or come in turns
 * @param turn rows of the pieces that the modules take in turns; 0 if they do not
 * @param ratio how many times as many rows as columns the weight has to have; 0 for any
 * @param into for each module, which chunks make it, in this order; empty without chunks
 */
public record RowOrder(int chunks, long turn, int ratio, List<List<Integer>> into) {

    /** The modules' rows follow one another. */
    public static final RowOrder FOLLOWING = new RowOrder(0, 0, 0, List.of());

    public RowOrder {
        into = List.copyOf(into);
    }

    static RowOrder chunks(int chunks, int ratio, List<List<Integer>> into) {
        return new RowOrder(chunks, 0, ratio, into);
    }

    static RowOrder turns(long rows) {
        return new RowOrder(0, rows, 0, List.of());
    }

    /** True if every module's rows are one piece, in the order of the modules. */
    public boolean isPlain() {
        return chunks == 0 && turn == 0;
    }

    /** The rows of each of these modules; empty if theirs do not divide like that. */
    Optional<List<List<RowRange>>> ranges(List<ModuleInfo> modules) {
        if (ratio > 0 && modules.stream().anyMatch(one -> one.weight().size(0) != ratio * one.weight().size(1))) {
            return Optional.empty();
        }
        if (isPlain()) {
            return Optional.of(following(modules));
        }
        long total = modules.stream().mapToLong(module -> module.weight().size(0)).sum();
        long size = chunks > 0 ? total / chunks : turn;
        int count = size == 0 ? 0 : (int) (total / size);
        if (count * size != total || chunks == 0 && count % modules.size() != 0) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, modules.size())
                .mapToObj(module -> chunks > 0 ? into.get(module) : turns(module, modules.size(), count))
                .map(pieces -> joined(pieces, size))
                .toList());
    }

    private static List<List<RowRange>> following(List<ModuleInfo> modules) {
        List<List<RowRange>> ranges = new ArrayList<>();
        long row = 0;
        for (ModuleInfo module : modules) {
            long rows = module.weight().size(0);
            ranges.add(List.of(new RowRange(row, row + rows)));
            row += rows;
        }
        return ranges;
    }

    private static List<Integer> turns(int first, int step, int count) {
        return IntStream.iterate(first, chunk -> chunk < count, chunk -> chunk + step).boxed().toList();
    }

    /** Neighbouring chunks become one range. */
    private static List<RowRange> joined(List<Integer> chunks, long size) {
        List<RowRange> ranges = new ArrayList<>();
        for (int chunk : chunks) {
            long from = chunk * size;
            if (!ranges.isEmpty() && ranges.getLast().to() == from) {
                ranges.add(new RowRange(ranges.removeLast().from(), from + size));
            } else {
                ranges.add(new RowRange(from, from + size));
            }
        }
        return ranges;
    }
}

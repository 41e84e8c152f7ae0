package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Link.Axis;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds which numbers in the name of a pair correspond to which numbers in the name of a module.
 *
 * <p>Example: {@code layers.0.attention.query_key_value.matrix_A.0} is connected to {@code transformer_blocks.0.attn1.to_q}. In the file
 * the first number runs from 0 to 29 and the second from 0 to 2; in the base the block runs from 0 to 29. Linking the first number to the
 * block connects 30 pairs with the {@code to_q} of 30 blocks and wins. Linking the second one would connect three pairs of layer 0 with
 * the {@code to_q} of blocks 0 to 2 and is rejected: it is not the outermost number, and covers three of 30 blocks only. If
 * {@code layers.5} is connected to {@code transformer_blocks.0}, no link is found, since {@code layers.0} would lead to block −5.
 */
public final class LinkFinder {

    /** Most varying numbers of a name that are tried in every combination; further ones are ignored. */
    private static final int MOST_AXES = 5;

    private final Candidates candidates;

    public LinkFinder(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * The links that this connection may stand for, each reaching at least two modules, the best first; a second one only if it is
     * equally good. Every pair that a link reaches has to find a free module of its size. The link that reaches most blocks wins, then
     * one that covers all blocks of the base, then the smallest offset, then the number further left in the name, where blocks usually
     * are.
     */
    public List<LinkedPair> find(LowRankPair pair, ModuleInfo module) {
        List<LinkedPair> linkedPairs = new ArrayList<>();
        links(pair, module, sourceAxes(pair), 0, new ArrayList<>(), linkedPairs);
        linkedPairs.sort(Comparator.comparing((LinkedPair linked) -> -linked.blocks())
                .thenComparing(linked -> !isComplete(linked))
                .thenComparing(LinkFinder::shift)
                .thenComparing(linked -> linked.link().axes().stream().mapToInt(Axis::source).sum()));
        return linkedPairs.stream().filter(linked -> isAsGood(linked, linkedPairs.getFirst())).limit(2).toList();
    }

    private boolean isAsGood(LinkedPair linked, LinkedPair best) {
        return linked.blocks() == best.blocks() && isComplete(linked) == isComplete(best) && shift(linked) == shift(best);
    }

    private static int shift(LinkedPair linked) {
        return linked.link().axes().stream().mapToInt(axis -> Math.abs(axis.offset())).sum();
    }

    private void links(LowRankPair pair, ModuleInfo module, List<Integer> free, int base, List<Axis> axes, List<LinkedPair> into) {
        NameForm target = NameForm.of(module.name());
        if (base == Math.min(target.numbers().size(), MOST_AXES)) {
            if (!axes.isEmpty()) {
                reach(pair, module, new Link(axes)).filter(this::isPlausible).ifPresent(into::add);
            }
            return;
        }
        links(pair, module, free, base + 1, axes, into);
        if (varies(candidates.family(module).stream().map(one -> NameForm.of(one.name())).toList(), base)) {
            for (Integer source : free) {
                List<Integer> others = new ArrayList<>(free);
                others.remove(source);
                List<Axis> more = new ArrayList<>(axes);
                more.add(new Axis(source, base, target.numbers().get(base) - pair.form().numbers().get(source)));
                links(pair, module, others, base + 1, more, into);
            }
        }
    }

    /**
     * A link may cover some blocks only (not every block may have been trained), but then it has to use the outermost number: a number
     * further in counts parts of a block.
     */
    private boolean isPlausible(LinkedPair linked) {
        List<Integer> varying = sourceAxes(linked.pair());
        boolean outermost = linked.link().axes().stream().mapToInt(Axis::source).min().orElse(-1) == varying.getFirst();
        return linked.blocks() > 1 && (outermost || isComplete(linked));
    }

    private List<Integer> sourceAxes(LowRankPair pair) {
        List<NameForm> forms = candidates.group(pair).stream().map(LowRankPair::form).toList();
        return IntStream.range(0, pair.form().numbers().size()).filter(axis -> varies(forms, axis)).limit(MOST_AXES).boxed().toList();
    }

    private static boolean varies(List<NameForm> forms, int axis) {
        return forms.stream().map(form -> form.numbers().get(axis)).distinct().limit(2).count() > 1;
    }

    /** All pairs and modules that this link connects; empty if one of the pairs finds no free module of its size. */
    Optional<LinkedPair> reach(LowRankPair pair, ModuleInfo module, Link link) {
        NameForm source = pair.form();
        NameForm base = NameForm.of(module.name());
        Map<LowRankPair, ModuleInfo> reached = new LinkedHashMap<>();
        for (LowRankPair other : candidates.group(pair)) {
            List<Integer> numbers = other.form().numbers();
            if (sameElsewhere(numbers, source.numbers(), link)) {
                List<Integer> target = new ArrayList<>(base.numbers());
                link.axes().forEach(axis -> target.set(axis.base(), numbers.get(axis.source()) + axis.offset()));
                Optional<ModuleInfo> found = candidates.free(base.withNumbers(target)).filter(one -> other.fits(one.weight()));
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                reached.put(other, found.get());
            }
        }
        return Optional.of(new LinkedPair(pair, module, link, reached));
    }

    private static boolean sameElsewhere(List<Integer> numbers, List<Integer> others, Link link) {
        return IntStream.range(0, numbers.size())
                .filter(axis -> link.axes().stream().noneMatch(one -> one.source() == axis))
                .allMatch(axis -> numbers.get(axis).equals(others.get(axis)));
    }

    /**
     * The same link applied to another pair and module; empty unless their linked numbers follow the same text and have the same offset.
     */
    public Optional<LinkedPair> lift(LinkedPair linked, LowRankPair pair, ModuleInfo module) {
        NameForm source = pair.form();
        NameForm base = NameForm.of(module.name());
        List<Axis> axes = new ArrayList<>();
        for (Axis axis : linked.link().axes()) {
            int from = source.axisAfter(linked.pair().form().prefix(axis.source()));
            int to = base.axisAfter(NameForm.of(linked.module().name()).prefix(axis.base()));
            if (from < 0 || to < 0 || source.numbers().get(from) + axis.offset() != base.numbers().get(to)) {
                return Optional.empty();
            }
            axes.add(new Axis(from, to, axis.offset()));
        }
        return reach(pair, module, new Link(axes));
    }

    /** How many modules of the base differ from the connected one in linked numbers only. */
    int possibleBlocks(LinkedPair linked) {
        List<Integer> numbers = NameForm.of(linked.module().name()).numbers();
        return (int) candidates.family(linked.module()).stream()
                .map(module -> NameForm.of(module.name()).numbers())
                .filter(others -> IntStream.range(0, numbers.size())
                        .filter(axis -> linked.link().axes().stream().noneMatch(one -> one.base() == axis))
                        .allMatch(axis -> numbers.get(axis).equals(others.get(axis))))
                .count();
    }

    private boolean isComplete(LinkedPair linked) {
        return linked.blocks() == possibleBlocks(linked);
    }
}

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

/** Finds which numbers of two names belong together by what numbers the file and the base model have there. */
public final class LinkFinder {

    /** Names with more varying numbers than this are not looked at in every combination. */
    private static final int MOST_AXES = 5;

    private final Candidates candidates;

    public LinkFinder(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * The strands that this pair and module may stand for, each reaching two modules at least: more than one only if they are equally good,
     * the best first. Every pair that a link reaches has to find a free module of its size; a link that covers all the base has wins, then
     * one that leaves the numbers as they are, then the one further left in the name, where blocks usually are.
     */
    public List<Strand> find(LowRankPair pair, ModuleInfo module) {
        List<Strand> strands = new ArrayList<>();
        links(pair, module, sourceAxes(pair), 0, new ArrayList<>(), strands);
        strands.sort(Comparator.comparing((Strand strand) -> -strand.blocks())
                .thenComparing(strand -> !isComplete(strand))
                .thenComparing(LinkFinder::shift)
                .thenComparing(strand -> strand.link().axes().stream().mapToInt(Axis::source).sum()));
        return strands.stream().filter(strand -> isAsGood(strand, strands.getFirst())).limit(2).toList();
    }

    private boolean isAsGood(Strand strand, Strand best) {
        return strand.blocks() == best.blocks() && isComplete(strand) == isComplete(best) && shift(strand) == shift(best);
    }

    private static int shift(Strand strand) {
        return strand.link().axes().stream().mapToInt(axis -> Math.abs(axis.offset())).sum();
    }

    private void links(LowRankPair pair, ModuleInfo module, List<Integer> free, int base, List<Axis> axes, List<Strand> into) {
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

    /** Some blocks only may have been trained; but then it is the outermost number that tells the block, not the number of a part in it. */
    private boolean isPlausible(Strand strand) {
        List<Integer> varying = sourceAxes(strand.pair());
        boolean outermost = strand.link().axes().stream().mapToInt(Axis::source).min().orElse(-1) == varying.getFirst();
        return strand.blocks() > 1 && (outermost || isComplete(strand));
    }

    private List<Integer> sourceAxes(LowRankPair pair) {
        List<NameForm> forms = candidates.group(pair).stream().map(LowRankPair::form).toList();
        return IntStream.range(0, pair.form().numbers().size()).filter(axis -> varies(forms, axis)).limit(MOST_AXES).boxed().toList();
    }

    private static boolean varies(List<NameForm> forms, int axis) {
        return forms.stream().map(form -> form.numbers().get(axis)).distinct().limit(2).count() > 1;
    }

    /** Everything this link connects; empty if one of its pairs finds no free module of its size. */
    Optional<Strand> reach(LowRankPair pair, ModuleInfo module, Link link) {
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
        return Optional.of(new Strand(pair, module, link, reached));
    }

    private static boolean sameElsewhere(List<Integer> numbers, List<Integer> others, Link link) {
        return IntStream.range(0, numbers.size())
                .filter(axis -> link.axes().stream().noneMatch(one -> one.source() == axis))
                .allMatch(axis -> numbers.get(axis).equals(others.get(axis)));
    }

    /** The same link for another pair and module: its numbers have to stand behind the same text. */
    public Optional<Strand> lift(Strand strand, LowRankPair pair, ModuleInfo module) {
        NameForm source = pair.form();
        NameForm base = NameForm.of(module.name());
        List<Axis> axes = new ArrayList<>();
        for (Axis axis : strand.link().axes()) {
            int from = source.axisAfter(strand.pair().form().prefix(axis.source()));
            int to = base.axisAfter(NameForm.of(strand.module().name()).prefix(axis.base()));
            if (from < 0 || to < 0 || source.numbers().get(from) + axis.offset() != base.numbers().get(to)) {
                return Optional.empty();
            }
            axes.add(new Axis(from, to, axis.offset()));
        }
        return reach(pair, module, new Link(axes));
    }

    /** How many modules of the base differ from the strand's in linked numbers only. */
    int possibleBlocks(Strand strand) {
        List<Integer> numbers = NameForm.of(strand.module().name()).numbers();
        return (int) candidates.family(strand.module()).stream()
                .map(module -> NameForm.of(module.name()).numbers())
                .filter(others -> IntStream.range(0, numbers.size())
                        .filter(axis -> strand.link().axes().stream().noneMatch(one -> one.base() == axis))
                        .allMatch(axis -> numbers.get(axis).equals(others.get(axis))))
                .count();
    }

    private boolean isComplete(Strand strand) {
        return strand.blocks() == possibleBlocks(strand);
    }
}

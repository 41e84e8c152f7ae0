package dev.patchbay.matching.names;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module as the file has it: a low-rank pair, or a whole weight.
 *
 * @param name common part of its tensors' names, without {@code lora_A} and the like
 * @param weight shape of the weight, or of the product of the pair
 * @param tensors down and up, or the weight alone
 * @param pair empty for a whole weight
 */
public record ForeignModule(String name, Shape weight, List<TensorInfo> tensors, Optional<LowRankPair> pair) {

    private static final String WEIGHT = ".weight";

    /** All pairs if the file has any, else every {@code .weight}, in the order of the file. */
    public static List<ForeignModule> find(List<TensorInfo> tensors) {
        List<LowRankPair> pairs = new PairFinder(tensors).find();
        if (!pairs.isEmpty()) {
            return pairs.stream().map(ForeignModule::of).toList();
        }
        return tensors.stream().filter(tensor -> tensor.name().endsWith(WEIGHT)).map(ForeignModule::of).toList();
    }

    private static ForeignModule of(LowRankPair pair) {
        List<String> segments = new ArrayList<>(TensorName.of(pair.site()).segments());
        segments.removeIf(segment -> segment.indexOf(LowRankPair.MARK) >= 0 && !hasOwnWords(segment));
        segments.replaceAll(segment -> segment.replaceAll("[_-]?" + LowRankPair.MARK, ""));
        if (segments.size() > 1 && segments.getLast().equals("weight")) {
            segments.removeLast();
        }
        return new ForeignModule(String.join(".", segments), pair.delta(), List.of(pair.down(), pair.up()), Optional.of(pair));
    }

    /** True if the segment names more than the half: in {@code to_q_lora_down} it also names the role. */
    private static boolean hasOwnWords(String segment) {
        String rest = segment.replace(String.valueOf(LowRankPair.MARK), "");
        return rest.chars().filter(c -> c == '_').count() > 1;
    }

    private static ForeignModule of(TensorInfo weight) {
        String name = weight.name().substring(0, weight.name().length() - WEIGHT.length());
        return new ForeignModule(name, weight.shape(), List.of(weight), Optional.empty());
    }
}

package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;

/**
 * Which module of the base something in a file is most likely for.
 *
 * @param source name of the module as the file has it: the tensors' names without what tells them apart
 * @param tensors both halves of a low-rank pair, or the weight
 * @param component of the base that the targets are in
 * @param targets one module, or several that its rows are divided among, in their order
 * @param similarity 0 to 1; 1 where names or known conventions lead there without a doubt
 * @param gap how much more alike than the next best other module, or than the next best other name is to that module
 * @param certain true if nothing else comes into question; never from position alone
 */
public record Suggestion(
        String source, List<TensorInfo> tensors, String component, List<ModuleInfo> targets, double similarity, double gap,
        boolean certain) {

    public Suggestion {
        tensors = List.copyOf(tensors);
        targets = List.copyOf(targets);
    }
}

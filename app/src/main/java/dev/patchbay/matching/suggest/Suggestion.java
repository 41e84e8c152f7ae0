package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;

/**
 * The base module that a module of the file most likely belongs to.
 *
 * @param source name of the module in the file, without {@code lora_A} and the like
 * @param tensors both halves of a low-rank pair, or the weight
 * @param component component of the base that has the targets
 * @param targets one module, or several among which the rows are split, in their order
 * @param similarity 0 to 1; 1 if the name or a known convention decides
 * @param gap similarity less that of the next best match, of the module or of the name
 * @param certain true if no other module is a likely match; never from order alone
 */
public record Suggestion(
        String source, List<TensorInfo> tensors, String component, List<ModuleInfo> targets, double similarity, double gap,
        boolean certain) {

    public Suggestion {
        tensors = List.copyOf(tensors);
        targets = List.copyOf(targets);
    }
}

package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.patch.tree.FitState;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A module in the heat strip: what an adapter changes in one target module of one block.
 *
 * @param component of the base; empty if unknown
 * @param module name inside the component, after the rules
 * @param tensors stored tensors it is made of; empty for a base module that the adapter does not reach
 * @param rank 0 if there is none
 * @param norm Frobenius norm of the weight change; empty until values were read, or if it is not finite
 */
public record HeatCell(String component, String module, FitState state, List<String> tensors, long rank, OptionalDouble norm) {

    public HeatCell {
        tensors = List.copyOf(tensors);
    }
}

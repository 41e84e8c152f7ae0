package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.patch.tree.FitState;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A module in the heat strip: what an adapter does to one target module of one block.
 *
 * @param component of the base; empty while nobody knows
 * @param module inside the component, as the rules leave it
 * @param tensors stored tensors it is made of; empty for a base module that nothing reaches
 * @param rank 0 where there is none
 * @param norm Frobenius norm of the change; empty until values were read, or where there is no finite one
 */
public record HeatCell(String component, String module, FitState state, List<String> tensors, long rank, OptionalDouble norm) {

    public HeatCell {
        tensors = List.copyOf(tensors);
    }
}

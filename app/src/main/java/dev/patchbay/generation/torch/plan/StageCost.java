package dev.patchbay.generation.torch.plan;

import dev.patchbay.generation.StepListener;
import java.util.List;

/**
 * What a stage costs.
 *
 * @param stage which
 * @param blocks bytes of each block of its weights on the device, 0 for those used in a memory-mapped file
 * @param around bytes of the first block if it is used for as long as the others come and go, else 0
 * @param working bytes of everything but weights, most at a time
 * @param operations floating-point operations, a product and its sum counted as two
 * @param passes how often all weights are used
 */
public record StageCost(StepListener.Stage stage, List<Long> blocks, long around, long working, double operations, int passes) {

    public StageCost {
        blocks = List.copyOf(blocks);
    }

    long weights() {
        return blocks.stream().mapToLong(Long::longValue).sum();
    }

    /** The largest block. */
    long largest() {
        return blocks.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}

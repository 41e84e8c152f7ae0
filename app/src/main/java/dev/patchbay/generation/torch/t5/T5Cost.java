package dev.patchbay.generation.torch.t5;

import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.plan.StageCost;
import dev.patchbay.tensor.DType;
import java.util.List;

/** What encoding prompts costs: bytes of the tensors that are alive together where most are, and operations. */
public final class T5Cost {

    private T5Cost() {}

    /**
     * The cost of a run's prompts, one after the other.
     *
     * @param tokens of a prompt, at most
     * @param prompts how many
     * @param blocks bytes of each block of the encoder's weights on the device
     * @param dtype element type of the arithmetic
     */
    public static StageCost of(T5Config text, long tokens, int prompts, List<Long> blocks, DType dtype) {
        long element = dtype.bits() / 8;
        long states = tokens * text.width() * (4 * Float.BYTES + 2 * element);
        long scores = text.heads() * tokens * tokens * Float.BYTES;
        long attention = 3L * tokens * text.heads() * text.headDim() * element + 4L * scores;
        // One product leaves the range of float16, so its matrix and what it takes are widened.
        long widened = dtype == DType.F16 ? (long) Float.BYTES * text.hidden() * (text.width() + 3 * tokens) : 0;
        long forward = 3L * tokens * text.hidden() * element + widened;
        double weights = (double) text.layers() * (4.0 * text.width() * text.heads() * text.headDim() + 3.0 * text.width() * text.hidden());
        long working = states + Math.max(attention, forward);
        return new StageCost(Stage.READING_PROMPT, blocks, 0, working, 2 * weights * tokens * prompts, prompts);
    }
}

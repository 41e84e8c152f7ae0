package dev.patchbay.generation.torch;

import ai.djl.pytorch.jni.IValue;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * The adapters of a run: low-rank pairs of linear layers as dictionaries for the kernels, which evaluate them beside the weights, and
 * changes of weights for everything else.
 *
 * @param outer pairs of the layers outside the blocks
 * @param blocks pairs of each block, by names inside the block
 * @param outerChanges changes of the tensors outside the blocks
 * @param blockChanges changes of each block's tensors
 * @param warnings what is not played since the model lacks it or has it in other sizes
 */
public record AppliedDeltas(
        IValue outer, List<IValue> blocks, BlockChanges outerChanges, List<BlockChanges> blockChanges, List<Message> warnings)
        implements AutoCloseable {

    public AppliedDeltas {
        blocks = List.copyOf(blocks);
        blockChanges = List.copyOf(blockChanges);
        warnings = List.copyOf(warnings);
    }

    public IValue block(int index) {
        return blocks.get(index);
    }

    /** What to {@link WeightBlock#lend(BlockChanges)} a block with. */
    public BlockChanges changes(int index) {
        return blockChanges.get(index);
    }

    @Override
    public void close() {
        outer.close();
        blocks.forEach(IValue::close);
    }
}

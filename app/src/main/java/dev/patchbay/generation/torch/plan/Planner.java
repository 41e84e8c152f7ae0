package dev.patchbay.generation.torch.plan;

import dev.patchbay.generation.PlannedStage;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses how the stages of a run use a device. Weights stay on the device all through their stage if there is room; otherwise as many
 * blocks as fit, and the others are brought one after the other, each for one call. If the weights of all stages fit beside
 * the largest working memory, the components stay loaded between the stages.
 */
public final class Planner {

    /** Blocks that are there for a call only: the one that is computed, and the next one on its way. */
    private static final int STREAMED = 2;

    /** In main memory, a component that is used once or twice is kept only if it takes no more than this part. */
    private static final int SMALL_PART = 8;

    /** Uses of the weights from which keeping them converted pays. */
    private static final int FEW_PASSES = 2;

    /** Part of the speed of a large product that a whole stage reaches. */
    private static final double REACHED = 0.6;

    private final Machine machine;

    public Planner(Machine machine) {
        this.machine = machine;
    }

    /** The first of two ways to go that leaves room for a block or two of its weights; the second if neither does. */
    public StageCost choose(StageCost preferred, StageCost frugal) {
        return least(preferred) <= machine.available() ? preferred : frugal;
    }

    private long least(StageCost cost) {
        return cost.working() + Math.min(cost.weights(), STREAMED * cost.largest() + cost.around());
    }

    /** The stages in this order. */
    public List<PlannedStage> plan(List<StageCost> costs) {
        List<PlannedStage> alone = new ArrayList<>();
        for (StageCost cost : costs) {
            alone.add(plan(cost));
        }
        long kept = alone.stream().mapToLong(PlannedStage::kept).sum();
        long working = alone.stream().mapToLong(PlannedStage::working).max().orElse(0);
        boolean all = kept + working <= machine.available() && (machine.main() || alone.stream().noneMatch(PlannedStage::streams));
        return alone.stream().map(stage -> stays(stage, all)).toList();
    }

    private PlannedStage plan(StageCost cost) {
        long weights = cost.weights();
        double seconds = cost.operations() / (machine.speed() * REACHED);
        long room = machine.available() - cost.working();
        boolean worthwhile = !machine.main() || cost.passes() > FEW_PASSES || weights <= machine.available() / SMALL_PART;
        if (weights <= room && worthwhile) {
            return new PlannedStage(cost.stage(), weights, weights, false, cost.working(), seconds);
        }
        long buffers = Math.min(STREAMED, cost.blocks().stream().filter(block -> block > 0).count()) * cost.largest();
        long kept = worthwhile ? firstBlocks(cost.blocks(), Math.max(0, room - buffers)) : 0;
        long around = kept == 0 ? cost.around() : 0;
        return new PlannedStage(cost.stage(), weights, kept, false, cost.working() + buffers + around, seconds);
    }

    /** Bytes of the blocks that are kept in this room, in the order in which they are brought. */
    private static long firstBlocks(List<Long> blocks, long room) {
        long kept = 0;
        for (long block : blocks) {
            kept += kept + block <= room ? block : 0;
        }
        return kept;
    }

    private static PlannedStage stays(PlannedStage stage, boolean stays) {
        return new PlannedStage(stage.stage(), stage.weights(), stage.kept(), stays, stage.working(), stage.seconds());
    }
}

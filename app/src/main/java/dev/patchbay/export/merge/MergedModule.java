package dev.patchbay.export.merge;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.resize.ResizeSource;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sum of the changes that several adapters make to one layer.
 *
 * @param layer what it is called in the new file
 * @param shares the changes to add, at least one
 * @param outputs of the layer
 * @param inputs of the layer, times the elements of a convolution's kernel
 * @param rankBefore rank of the exact sum
 * @param rank rank in the new file
 * @param types dtypes of the written factors
 * @param error expected ‖ΔW − ΔW'‖ / ‖ΔW‖; 0 where no singular value is cut off
 */
record MergedModule(
        LayerName layer,
        List<Share> shares,
        int outputs,
        int inputs,
        int rankBefore,
        int rank,
        FactorTypes types,
        double error) {

    public MergedModule {
        shares = List.copyOf(shares);
    }

    /**
     * The change of one adapter, times its strength.
     *
     * @param rows which of its rows change which of the layer's; empty where it is of the whole layer
     */
    record Share(ResizeSource source, double strength, Optional<BaseTarget> rows) {

        ModuleChange change() {
            return source.change();
        }

        /** True if it is a product as the file has it. */
        boolean isPair() {
            return change().isPair() && !source.isDecomposed();
        }

        LowRankFactors product() throws IOException {
            LowRankFactors whole = source.product(strength).folded();
            return rows.map(target -> placed(whole, target)).orElse(whole);
        }

        /** The rows of the change at their places among zeros. */
        private static LowRankFactors placed(LowRankFactors change, BaseTarget target) {
            List<Matrix> blocks = new ArrayList<>();
            int next = 0;
            for (RowsShare.Run run : target.runs()) {
                if (run.to() > next) {
                    blocks.add(Matrix.zero(run.to() - next, change.rank()));
                }
                blocks.add(change.up().rows(run.from(), run.from() + run.size()));
                next = run.to() + run.size();
            }
            int outputs = Math.toIntExact(target.module().weight().size(0));
            if (outputs > next) {
                blocks.add(Matrix.zero(outputs - next, change.rank()));
            }
            return new LowRankFactors(Matrix.stacked(blocks), change.down(), change.scale());
        }
    }

    public String name() {
        return layer.path();
    }

    /** Name of the down or up tensor in the new file. */
    String tensor(Part part) {
        return layer.tensor(part);
    }

    /** True if a share is a change in another form than a pair, which the new file holds as a product. */
    boolean isConverted() {
        return shares.stream().anyMatch(share -> !share.isPair());
    }

    /** The exact sum of all shares, with scale 1. */
    LowRankFactors exact() throws IOException {
        LowRankFactors sum = shares.getFirst().product();
        for (Share share : shares.subList(1, shares.size())) {
            sum = sum.plus(share.product());
        }
        return sum;
    }

    /** The factors to write, before rounding to their dtypes. */
    LowRankFactors factors() throws IOException {
        LowRankFactors exact = exact();
        return rank >= exact.rank() ? exact.padded(rank) : exact.svd(name()).keep(rank);
    }
}

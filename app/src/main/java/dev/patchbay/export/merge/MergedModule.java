package dev.patchbay.export.merge;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.List;

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

    /** The change of one adapter, times its strength. */
    public record Share(ModuleChange change, double strength) {

        LowRankFactors product() throws IOException {
            return change.read().product(change.module().address()).times(strength).folded();
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
        return shares.stream().anyMatch(share -> !share.change().isPair());
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

package dev.patchbay.export.merge;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.List;

/**
 * The changes that several adapters make to one layer, as they will be written together.
 *
 * @param component {@code transformer}, …
 * @param module its name inside the component
 * @param shares what each adapter adds, at least one
 * @param outputs of the layer
 * @param inputs of the layer, times the elements of a convolution's kernel
 * @param rankBefore rank of the exact sum
 * @param rank rank in the new file
 * @param types in which the factors are written
 * @param error expected ‖ΔW − ΔW'‖ / ‖ΔW‖; 0 where nothing is cut off
 */
public record MergedModule(
        String component,
        String module,
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

    /** What one adapter adds. */
    public record Share(ModuleChange change, double strength) {

        LowRankFactors product() throws IOException {
            return change.read().product(change.module().address()).times(strength).folded();
        }
    }

    public String name() {
        return component + "." + module;
    }

    /** Name of the down or up tensor in the new file. */
    String tensor(Part part) {
        return AdapterKey.canonical(component, module, part);
    }

    /** The sum of all shares, exact, with scale 1. */
    LowRankFactors exact() throws IOException {
        LowRankFactors sum = shares.getFirst().product();
        for (Share share : shares.subList(1, shares.size())) {
            sum = sum.plus(share.product());
        }
        return sum;
    }

    /** The factors as they are written, but for the type. */
    LowRankFactors factors() throws IOException {
        LowRankFactors exact = exact();
        return rank >= exact.rank() ? exact.padded(rank) : exact.svd(name()).keep(rank);
    }
}

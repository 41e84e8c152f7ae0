package dev.patchbay.export.resize;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import java.io.IOException;

/**
 * What becomes of one module when an adapter is resized.
 *
 * @param source the module as the source has it
 * @param outputs of the layer
 * @param inputs of the layer, times the elements of a convolution's kernel
 * @param rankBefore rank of the source; for LoHa and LoKr of one of their products
 * @param rank rank in the new file
 * @param types in which new factors are written
 * @param copied true if the factors stay as they are, bit for bit
 * @param error expected ‖ΔW − ΔW'‖ / ‖ΔW‖; 0 where nothing is cut off
 */
public record ResizedModule(
        ResizeSource source, int outputs, int inputs, long rankBefore, int rank, FactorTypes types, boolean copied, double error) {

    ModuleChange change() {
        return source.change();
    }

    /** The name of the module in the source. */
    public String name() {
        return change().module().address();
    }

    /** True if both halves are stored with rows and columns exchanged, and will be. */
    boolean isTurned() {
        return PairOrientation.isTurned(change().module());
    }

    /** What readers of the new file multiply the product by, unless somebody rewrites it for them: SAT's habit depends on the rank. */
    double scale() {
        return isSat() ? 1.0 / rank : change().module().scale();
    }

    /** alpha of the new file: scale times rank. */
    double alpha() {
        return scale() * rank;
    }

    /** The new factors, with the scale that readers take; computed anew with every call. */
    LowRankFactors factors() throws IOException {
        LowRankFactors kept = kept();
        double missing = kept.scale() / scale();
        return missing == 1 ? kept : new LowRankFactors(kept.up().times(missing), kept.down(), scale());
    }

    private LowRankFactors kept() throws IOException {
        LayerChange before = source.read();
        return before instanceof LowRankFactors pair && rank >= pair.rank() ? pair.padded(rank) : before.svd(name()).keep(rank);
    }

    private boolean isSat() {
        return change().module().scaleSource() == ScaleSource.SAT_DEFAULT;
    }
}

package dev.patchbay.export.resize;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import java.io.IOException;

/**
 * One module of a resize.
 *
 * @param source the module's change before
 * @param outputs of the layer
 * @param inputs of the layer, times the elements of a convolution's kernel
 * @param rankBefore rank in the source; for LoHa and LoKr that of one of their products
 * @param rank rank in the new file
 * @param types dtypes of new factors
 * @param copied true if the factors are copied bit for bit
 * @param error expected ‖ΔW − ΔW'‖ / ‖ΔW‖; 0 where no singular value is cut off
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

    /** True if both halves are stored transposed, and are written so. */
    boolean isTurned() {
        return PairOrientation.isTurned(change().module());
    }

    /**
     * The scale that programs will use for the new file. That of SAT is always 1 / rank, so it changes with the rank; all others keep the
     * source's.
     */
    double scale() {
        return isSat() ? 1.0 / rank : change().module().scale();
    }

    /** alpha of the new file: scale times rank. */
    double alpha() {
        return scale() * rank;
    }

    /** The new factors, relative to {@link #scale}. Computed at every call. */
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

package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.RowsShare;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A {@link dev.patchbay.adapter.effect.WeightShare} on the device. */
sealed interface DeviceShare {

    /**
     * Adds the change to {@code sum}.
     *
     * @param owner of everything that is made on the way, the result included
     * @param weight the unchanged tensor, float32 {@code [rows, columns]}
     * @param sum what earlier shares left, of the same size
     */
    PtNDArray add(PtNDManager owner, Script kernels, PtNDArray weight, PtNDArray sum) throws IOException;

    /** A change of all rows, or of some that a {@link Rows} asks for. */
    sealed interface Whole extends DeviceShare {

        /** The change of rows {@code from} to {@code from + size} of its own, whose unchanged weight is given. */
        PtNDArray change(PtNDManager owner, Script kernels, PtNDArray weight, int from, int size) throws IOException;

        @Override
        default PtNDArray add(PtNDManager owner, Script kernels, PtNDArray weight, PtNDArray sum) throws IOException {
            int rows = Math.toIntExact(weight.getShape().get(0));
            return kernels.call(owner, "add", sum, change(owner, kernels, weight, 0, rows), 0);
        }
    }

    /**
     * A product of the algorithm, perhaps with DoRA's magnitudes.
     *
     * @param magnitudes one tensor or none
     */
    record Layer(ChangeOnDevice product, List<PtNDArray> magnitudes, Optional<MagnitudeAxis> axis) implements Whole {

        @Override
        public PtNDArray change(PtNDManager owner, Script kernels, PtNDArray weight, int from, int size) {
            PtNDArray rows = kernels.call(owner, "cut", product.matrix(owner, kernels), from, size);
            if (magnitudes.isEmpty()) {
                return rows;
            }
            PtNDArray lengths = magnitudes.getFirst();
            return axis.filter(one -> one == MagnitudeAxis.INPUT).isPresent()
                    ? kernels.call(owner, "by_inputs", weight, rows, lengths)
                    : kernels.call(owner, "by_rows", weight, rows, kernels.call(owner, "cut", lengths, from, size));
        }
    }

    /** A tensor of full rank, read anew for each loan unless it is small. */
    record Difference(DifferenceShare share, List<PtNDArray> kept, int rows) implements Whole {

        @Override
        public PtNDArray change(PtNDManager owner, Script kernels, PtNDArray weight, int from, int size) throws IOException {
            PtNDArray whole = kept.isEmpty() ? Uploads.rows(owner, share.data(), rows) : kept.getFirst();
            PtNDArray some = kernels.call(owner, "cut", whole, from, size);
            return share.replaces()
                    ? kernels.call(owner, "replaced", weight, some, share.factor())
                    : kernels.call(owner, "scaled", some, share.factor());
        }
    }

    /** Rows of a change among those of a weight. */
    record Rows(Whole share, List<RowsShare.Run> runs) implements DeviceShare {

        @Override
        public PtNDArray add(PtNDManager owner, Script kernels, PtNDArray weight, PtNDArray sum) throws IOException {
            PtNDArray result = sum;
            for (RowsShare.Run run : runs) {
                PtNDArray some = kernels.call(owner, "cut", weight, run.to(), run.size());
                result = kernels.call(owner, "add", result, share.change(owner, kernels, some, run.from(), run.size()), run.to());
            }
            return result;
        }
    }
}

package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/**
 * Position encodings of all tokens, as tensors on the run's device. A model uses one of the two; the other list is empty.
 *
 * @param rotary cosines and sines {@code [tokens, headDim]}
 * @param added a table {@code [1, tokens, width]} that is added to the tokens
 */
record Positions(List<PtNDArray> rotary, List<PtNDArray> added) {

    Positions {
        rotary = List.copyOf(rotary);
        added = List.copyOf(added);
    }

    /** Creates the tables of a grid in the manager of the run. */
    static Positions of(PtNDManager run, TransformerConfig config, LatentGrid grid) {
        int rows = grid.patchRows();
        int columns = grid.patchColumns();
        if (config.rotary()) {
            CropRegion crop = CropRegion.of(rows, columns, config.sampleHeight() / config.patch(), config.sampleWidth() / config.patch());
            RotaryPositions table = RotaryPositions.of(config.headDim(), grid.frames(), rows, columns, crop);
            Shape shape = new Shape(table.tokens(), table.headDim());
            return new Positions(
                    List.of((PtNDArray) run.create(table.cos(), shape), (PtNDArray) run.create(table.sin(), shape)), List.of());
        }
        SinusoidalPositions table =
                SinusoidalPositions.of(config.width(), grid.frames(), rows, columns, config.spatialScale(), config.temporalScale());
        return new Positions(List.of(), List.of((PtNDArray) run.create(table.values(), new Shape(1, table.tokens(), table.channels()))));
    }
}

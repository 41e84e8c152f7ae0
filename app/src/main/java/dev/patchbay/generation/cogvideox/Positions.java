package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/**
 * Position encodings of all tokens, as tensors on the run's device; a list that a model does not use is empty.
 *
 * @param rotary cosines and sines {@code [tokens, headDim]}
 * @param added a table {@code [1, tokens, width]} that is added to the tokens
 * @param learned whether the model's learned positions are added, to those of the text too
 */
record Positions(List<PtNDArray> rotary, List<PtNDArray> added, boolean learned) {

    Positions {
        rotary = List.copyOf(rotary);
        added = List.copyOf(added);
    }

    /** Creates the tables of a grid in the manager of the run. */
    static Positions of(PtNDManager run, TransformerConfig config, LatentGrid grid) {
        // For another length than it learned, diffusers computes sinusoidal positions instead.
        boolean learned = config.learned() && grid.frames() == config.sampleLatentFrames();
        boolean sinusoidal = config.learned() ? !learned : !config.rotary();
        return new Positions(config.rotary() ? rotary(run, config, grid) : List.of(),
                sinusoidal ? List.of(sinusoidal(run, config, grid)) : List.of(), learned);
    }

    private static List<PtNDArray> rotary(PtNDManager run, TransformerConfig config, LatentGrid grid) {
        int rows = grid.patchRows();
        int columns = grid.patchColumns();
        CropRegion crop = config.patchFrames() > 0
                ? new CropRegion(0, 0, rows, columns)
                : CropRegion.of(rows, columns, config.sampleHeight() / config.patch(), config.sampleWidth() / config.patch());
        RotaryPositions table = RotaryPositions.of(config.headDim(), grid.patchLayers(), rows, columns, crop);
        Shape shape = new Shape(table.tokens(), table.headDim());
        return List.of((PtNDArray) run.create(table.cos(), shape), (PtNDArray) run.create(table.sin(), shape));
    }

    private static PtNDArray sinusoidal(PtNDManager run, TransformerConfig config, LatentGrid grid) {
        SinusoidalPositions table = SinusoidalPositions.of(
                config.width(), grid.patchLayers(), grid.patchRows(), grid.patchColumns(), config.spatialScale(), config.temporalScale());
        return (PtNDArray) run.create(table.values(), new Shape(1, table.tokens(), table.channels()));
    }
}

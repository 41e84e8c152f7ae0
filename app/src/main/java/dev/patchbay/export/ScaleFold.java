package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.RecipeData;
import dev.patchbay.mapping.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Multiplies the scale into an up matrix, and finds the dtype that holds the product. */
final class ScaleFold {

    /** Largest ‖cast − wanted‖ / ‖wanted‖ at which a tensor keeps its dtype. */
    static final double TOLERANCE = 1e-3;

    private ScaleFold() {}

    /**
     * @param stored as the source has it, under its new name
     * @throws ExportException if the dtype holds no numbers that can be multiplied, or is a quantised one that is not read
     */
    static ExportTensor fold(Checkpoint checkpoint, TensorInfo stored, TensorRecipe recipe, double scale) throws IOException {
        if (stored.dtype().isQuantised() && !FloatCodec.canDecode(stored.dtype())) {
            throw new ExportException(Message.of("export.quantised", recipe.source(), stored.dtype()));
        }
        if (scale == 1 && !stored.dtype().isQuantised()) {
            return new ExportTensor(stored, recipe, 1);
        }
        DType own = stored.dtype();
        DType type = switch (own) {
            case F16, BF16 -> holds(own, new RecipeData(checkpoint, recipe, stored).toFloats(), scale) ? own : DType.F32;
            case F32, F64, Q8_0 -> DType.F32;
            default -> throw new ExportException(Message.of("export.cannotScale", recipe.source(), own));
        };
        return new ExportTensor(new TensorInfo(stored.name(), type, stored.shape()), recipe, scale);
    }

    private static boolean holds(DType type, float[] values, double scale) {
        float[] folded = ExportData.folded(values.clone(), scale);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(type.byteSize(folded.length));
            FloatCodec.encode(type, folded, bytes);
            return RelativeError.of(FloatCodec.decode(type, bytes, folded.length), values, scale) <= TOLERANCE;
        }
    }
}

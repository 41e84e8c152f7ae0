package dev.patchbay.export.factors;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Dtypes in which computed factors are written.
 *
 * @param up F32, F16 or BF16
 * @param down likewise
 */
public record FactorTypes(DType up, DType down) {

    /** The given types if rounding to them changes the product by at most 1e-3 (relative); else float32 for up, or for both. */
    public static FactorTypes holding(LowRankFactors factors, DType up, DType down) {
        List<FactorTypes> candidates =
                List.of(new FactorTypes(written(up), written(down)), new FactorTypes(DType.F32, written(down)));
        FactorTypes widest = new FactorTypes(DType.F32, DType.F32);
        return candidates.stream()
                .filter(types -> types.equals(widest) || factors.relativeError(types.rounded(factors)) <= ScaleFold.TOLERANCE)
                .findFirst()
                .orElse(widest);
    }

    /** The type in which a factor that replaces the stored tensor is written. */
    public static DType of(Checkpoint checkpoint, String name) {
        return written(checkpoint.tensor(name).orElseThrow().info().dtype());
    }

    /** F16 and BF16 stay; everything else becomes F32. */
    public static DType written(DType type) {
        return type == DType.F16 || type == DType.BF16 ? type : DType.F32;
    }

    LowRankFactors rounded(LowRankFactors factors) {
        return new LowRankFactors(rounded(factors.up(), up), rounded(factors.down(), down), factors.scale());
    }

    private static Matrix rounded(Matrix matrix, DType type) {
        try (Arena arena = Arena.ofConfined()) {
            float[] values = matrix.toFloats();
            MemorySegment bytes = arena.allocate(type.byteSize(values.length), Long.BYTES);
            FloatCodec.encode(type, values, bytes);
            return Matrix.of(matrix.rows(), matrix.columns(), FloatCodec.decode(type, bytes, values.length));
        }
    }
}

package dev.patchbay.export.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.RelativeError;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class ScaleFoldProperties {

    private static final Shape SHAPE = Shape.of(8, 4);

    /** Whatever the values and the scale, what is read again is within 1e-3 of what was wanted, and kept narrow only then. */
    @Property
    void aFoldedTensorIsWithinTheToleranceOrWide(
            @ForAll("types") DType type,
            @ForAll long seed,
            @ForAll @DoubleRange(min = -8, max = 4) double magnitude,
            @ForAll("scales") double scale)
            throws Exception {
        Checkpoint checkpoint = new SyntheticCheckpoint().values("b", type, values(seed, Math.pow(10, magnitude)), SHAPE.toArray()).build();

        TensorData before = checkpoint.tensor("b").orElseThrow().data();
        ExportTensor tensor = new ScaleFold(Optional.empty()).fold("b", before, List.of("b"), scale);

        double error = RelativeError.of(tensor.values(), before, scale);
        assertThat(error).isLessThanOrEqualTo(ScaleFold.TOLERANCE);
        assertThat(tensor.info().dtype()).isIn(type, DType.F32);
    }

    private static float[] values(long seed, double magnitude) {
        Random random = new Random(seed);
        float[] values = new float[(int) SHAPE.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * magnitude);
        }
        return values;
    }

    @Provide
    Arbitrary<DType> types() {
        return Arbitraries.of(DType.F16, DType.BF16, DType.F32);
    }

    @Provide
    Arbitrary<Double> scales() {
        return Arbitraries.of(1.0, 0.5, 0.25, 1.0 / 128, 1.0 / 256, 0.3, 2.0, 1.0 / 3, 100.0, -1.0, 1e-6);
    }
}

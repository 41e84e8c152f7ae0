package dev.patchbay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HeatMapTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-6);

    @Test
    void aSmallMatrixHasACellForEachValue() throws IOException {
        HeatMap map = HeatMap.of(ComputedData.of(DType.F32, Shape.of(2, 3), 1, -2, 3, 0, Float.NaN, 6), () -> false);

        assertThat(map.rows()).isEqualTo(2);
        assertThat(map.columns()).isEqualTo(3);
        assertThat(map.cell(0, 1)).isEqualTo(2);
        assertThat(map.cell(1, 1)).isNaN();
        assertThat(map.most()).isEqualTo(6);
        assertThat(map.sampled()).isFalse();
    }

    @Test
    void aCellOfALargerMatrixIsTheRootMeanSquareOfItsBlock() throws IOException {
        float[] values = new float[160 * 240];
        for (int row = 0; row < 160; row++) {
            for (int column = 0; column < 240; column++) {
                values[row * 240 + column] = row < 2 && column < 3 ? (row == 0 ? 3 : 4) : 1;
            }
        }

        HeatMap map = HeatMap.of(ComputedData.of(DType.F32, Shape.of(160, 240), values), () -> false);

        assertThat(map.rows()).isEqualTo(HeatMap.MOST);
        assertThat(map.cell(0, 0)).isCloseTo(Math.sqrt(12.5), EXACT);
        assertThat(map.cell(79, 79)).isCloseTo(1, EXACT);
        assertThat(map.sampled()).isFalse();
    }

    @Test
    void aVectorIsOneRowAndAConvolutionHasItsKernelInTheColumns() throws IOException {
        HeatMap vector = HeatMap.of(ComputedData.of(DType.F32, Shape.of(5), 1, 2, 3, 4, 5), () -> false);
        HeatMap kernel = HeatMap.of(ComputedData.of(DType.F32, Shape.of(1, 2, 2, 1), 1, 2, 3, 4), () -> false);

        assertThat(vector.rows()).isEqualTo(1);
        assertThat(vector.columns()).isEqualTo(5);
        assertThat(kernel.columns()).isEqualTo(4);
    }

    /** 600 MB that are asked for by no more than the rows that are read: the bytes are those of a file that has no data behind it. */
    @Test
    void ofALargeTensorOnlySomeRowsAreRead() throws IOException {
        long rows = 20_000;
        long width = 15_000;
        try (Arena arena = Arena.ofConfined()) {
            HeatMap map = HeatMap.of(new Zeros(DType.BF16, Shape.of(rows, width), arena), () -> false);

            assertThat(map.sampled()).isTrue();
            assertThat(map.most()).isZero();
            assertThat(map.cells()).hasSize(HeatMap.MOST * HeatMap.MOST).doesNotContain(Double.NaN);
        }
    }

    @Test
    void ofAVeryLongRowPiecesAreRead() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            HeatMap map = HeatMap.of(new Zeros(DType.F16, Shape.of(3_000_001), arena), () -> false);

            assertThat(map.sampled()).isTrue();
            assertThat(map.cells()).hasSize(HeatMap.MOST).containsOnly(0.0);
        }
    }

    @Test
    void itStopsWhenItIsCancelled() {
        assertThatThrownBy(() -> HeatMap.of(ComputedData.of(DType.F32, Shape.of(1), 1), () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aComputedMatrixIsAskedForItsRows() throws IOException {
        HeatMap map = HeatMap.of(1000, 2, row -> new double[] {row, -1}, () -> false);

        assertThat(map.cell(0, 1)).isEqualTo(1);
        assertThat(map.cell(79, 0)).isGreaterThan(map.cell(0, 0));
        assertThat(map.sampled()).isTrue();
    }

    private record Zeros(DType dtype, Shape shape, Arena arena) implements TensorData {

        @Override
        public MemorySegment bytes(Arena ignored) {
            return arena.allocate(dtype.byteSize(shape.elements()));
        }
    }
}

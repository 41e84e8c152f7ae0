package dev.patchbay.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics and histograms against the formulas of a textbook. */
class TensorStatisticsTest {

    private record Values(DType dtype, Shape shape, MemorySegment content) implements TensorData {

        static Values of(DType dtype, float... values) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(dtype.byteSize(values.length))]);
            FloatCodec.encode(dtype, values, bytes);
            return new Values(dtype, Shape.of(values.length), bytes);
        }

        @Override
        public MemorySegment bytes(Arena arena) {
            // A copy in the given arena, as strided tensors are: it must be usable from every thread.
            return arena.allocate(Math.max(1, content.byteSize())).copyFrom(content).asSlice(0, content.byteSize());
        }
    }

    private static TensorStatistics of(TensorData data) throws IOException {
        return TensorStatistics.of(data, () -> false);
    }

    @Test
    void aSmallTensorByHand() throws IOException {
        TensorStatistics statistics =
                of(Values.of(DType.F32, 3, 0, -0f, -4, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 5));
        assertThat(statistics.count()).isEqualTo(8);
        assertThat(statistics.min()).isEqualTo(-4);
        assertThat(statistics.max()).isEqualTo(5);
        assertThat(statistics.mean()).isEqualTo(0.8, within(1e-15));
        assertThat(statistics.std()).isEqualTo(Math.sqrt(10 - 0.64), within(1e-14));
        assertThat(statistics.norm()).isEqualTo(Math.sqrt(50), within(1e-14));
        assertThat(statistics.zeros()).isEqualTo(2);
        assertThat(statistics.nan()).isEqualTo(1);
        assertThat(statistics.inf()).isEqualTo(2);
        assertThat(statistics.hasNonFinite()).isTrue();
    }

    @Test
    void nothingFiniteMeansNothingToSay() throws IOException {
        assertThat(of(Values.of(DType.F32)).mean()).isNaN();
        TensorStatistics statistics = of(Values.of(DType.F16, Float.NaN, Float.NaN));
        assertThat(statistics.min()).isNaN();
        assertThat(statistics.nan()).isEqualTo(2);
    }

    /** Sizes around a chunk's border, and several chunks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4097, 262_144, 262_145, 1_000_003})
    void largeTensorsAgreeWithTheFormulas(int count) throws IOException {
        float[] values = new float[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1000 + random.nextGaussian());
        }
        for (DType type : new DType[] {DType.F32, DType.F16, DType.BF16}) {
            Values data = Values.of(type, values);
            float[] stored = data.toFloats();
            double mean = sum(stored, 0, 1) / count;
            TensorStatistics statistics = of(data);
            assertThat(statistics.count()).isEqualTo(count);
            assertThat(statistics.mean()).isEqualTo(mean, within(1e-9));
            assertThat(statistics.std()).isEqualTo(Math.sqrt(sum(stored, mean, 2) / count), within(1e-9));
            assertThat(statistics.norm()).isEqualTo(Math.sqrt(sum(stored, 0, 2)), within(1e-6));
            assertThat(statistics.min()).isEqualTo(least(stored));
        }
    }

    /** Large tensors of 16 bits are counted code by code instead of being summed. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void everyCodeOfAHalfIsCounted(DType type) throws IOException {
        int count = 3_000_001;
        short[] codes = new short[count];
        for (int i = 0; i < count; i++) {
            codes[i] = (short) (i * 7);
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[2 * count]).copyFrom(MemorySegment.ofArray(codes));
        Values data = new Values(type, Shape.of(count), bytes);
        Moments expected = new Moments();
        TensorBlocks.read(data, () -> false, Moments::new).forEach(expected::add);
        TensorStatistics statistics = of(data);
        TensorStatistics wanted = expected.statistics();
        assertThat(statistics.nan()).isEqualTo(wanted.nan()).isPositive();
        assertThat(statistics.inf()).isEqualTo(wanted.inf()).isPositive();
        assertThat(statistics.zeros()).isEqualTo(wanted.zeros()).isPositive();
        assertThat(statistics.min()).isEqualTo(wanted.min());
        assertThat(statistics.max()).isEqualTo(wanted.max());
        assertThat(statistics.norm()).isEqualTo(wanted.norm(), within(1e-12 * wanted.norm()));
        assertThat(statistics.std()).isEqualTo(wanted.std(), within(1e-12 * wanted.norm()));
        assertThat(statistics.mean()).isEqualTo(wanted.mean(), within(1e-12 * wanted.norm()));
    }

    @ParameterizedTest
    @EnumSource
    void everyReadableTypeHasStatistics(DType type) throws IOException {
        byte[] content = new byte[Math.toIntExact(type.byteSize(512))];
        new Random(3).nextBytes(content);
        Values data = new Values(type, Shape.of(512), MemorySegment.ofArray(content));
        if (FloatCodec.canDecode(type)) {
            TensorStatistics statistics = of(data);
            double[] values = new double[512];
            FloatCodec.decode(type, data.content(), 0, values, 512);
            assertThat(statistics.nan()).isEqualTo(DoubleStream.of(values).filter(Double::isNaN).count());
            assertThat(statistics.inf()).isEqualTo(DoubleStream.of(values).filter(Double::isInfinite).count());
            assertThat(statistics.min()).isEqualTo(DoubleStream.of(values).filter(Double::isFinite).min().orElseThrow());
        } else {
            assertThatThrownBy(() -> of(data)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sixtyFourBitValuesAreNotRoundedToFloat32() throws IOException {
        Values data = new Values(DType.F64, Shape.of(2), MemorySegment.ofArray(new double[] {0.1, 1e300}));
        assertThat(of(data).min()).isEqualTo(0.1);
        assertThat(of(data).max()).isEqualTo(1e300);
        assertThat(of(data).inf()).isZero();
    }

    @Test
    void aCancelStopsTheRead() {
        AtomicInteger asked = new AtomicInteger();
        Values data = Values.of(DType.F16, new float[40 << 18]);
        assertThatThrownBy(() -> TensorStatistics.of(data, () -> asked.incrementAndGet() > 3)).isInstanceOf(CancellationException.class);
        assertThat(asked.get()).isLessThan(40);
    }

    @Test
    void aHistogramCountsEveryFiniteValueOnce() throws IOException {
        Values data = Values.of(DType.F32, 0, 1, 2, 3, 3.999f, 4, Float.NaN, Float.POSITIVE_INFINITY);
        TensorHistogram histogram = TensorHistogram.of(data, of(data), 4, () -> false);
        assertThat(histogram.counts()).containsExactly(1L, 1L, 1L, 3L);
        assertThat(histogram.min()).isZero();
        assertThat(histogram.max()).isEqualTo(4);
    }

    @Test
    void aHistogramOfALargeTensorAddsUp() throws IOException {
        float[] values = new float[600_001];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Values data = Values.of(DType.F16, values);
        TensorHistogram histogram = TensorHistogram.of(data, of(data), 10, () -> false);
        assertThat(histogram.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(values.length);
        assertThat(histogram.counts()).allSatisfy(count -> assertThat(count).isBetween(59_000L, 61_000L));
    }

    @Test
    void aHistogramOfOneValueOrNoneIsStillOne() throws IOException {
        Values same = Values.of(DType.F32, 7, 7, 7);
        assertThat(TensorHistogram.of(same, of(same), 3, () -> false).counts()).containsExactly(3L, 0L, 0L);
        Values none = Values.of(DType.F32, Float.NaN);
        assertThat(TensorHistogram.of(none, of(none), 2, () -> false).counts()).containsExactly(0L, 0L);
        Values extremes = new Values(DType.F64, Shape.of(2), MemorySegment.ofArray(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}));
        assertThat(TensorHistogram.of(extremes, of(extremes), 2, () -> false).counts()).containsExactly(1L, 1L);
    }

    private static double sum(float[] values, double mean, int power) {
        double sum = 0;
        for (float value : values) {
            sum += power == 1 ? value : (value - mean) * (value - mean);
        }
        return sum;
    }

    private static float least(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Float.isFinite(value) ? Math.min(least, value) : least;
        }
        return least;
    }
}

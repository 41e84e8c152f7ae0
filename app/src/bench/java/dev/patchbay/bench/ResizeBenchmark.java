package dev.patchbay.bench;

import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One module of 3072×3072 from rank 128 to 32, on all processors; the same for factors without a well-conditioned side; and the check of
 * the result.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ResizeBenchmark {

    private static final int WIDTH = 3072;
    private static final int RANK = 128;
    private static final int KEPT = 32;

    private LowRankFactors factors;
    private LowRankFactors degenerate;
    private LowRankFactors kept;

    @Setup
    public void make() throws LowRankException {
        Random random = new Random(7);
        factors = new LowRankFactors(matrix(random, WIDTH, RANK), matrix(random, RANK, WIDTH), 1);
        degenerate = new LowRankFactors(matrix(random, WIDTH, RANK - 1), matrix(random, RANK - 1, WIDTH), 1).padded(RANK);
        kept = resized();
    }

    private static Matrix matrix(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Matrix.of(rows, columns, values);
    }

    @Benchmark
    public LowRankFactors resized() throws LowRankException {
        return factors.svd("module").keep(KEPT);
    }

    @Benchmark
    public LowRankFactors resizedByQr() throws LowRankException {
        return degenerate.svd("module").keep(KEPT);
    }

    @Benchmark
    public double measured() {
        return factors.relativeError(kept);
    }
}

package dev.patchbay.bench;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Statistics of 512 MiB of F16 from the page cache, on all processors. 268 ms are 2 GB/s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StatisticsBenchmark {

    private Checkpoint checkpoint;

    @Setup
    public void open() throws IOException {
        checkpoint = TestOpener.OPENER.open(BenchFiles.halves());
    }

    @Benchmark
    public TensorStatistics halves() throws IOException {
        return TensorStatistics.of(checkpoint.tensor("weight").orElseThrow().data(), () -> false);
    }

    @TearDown
    public void close() throws IOException {
        checkpoint.close();
    }
}

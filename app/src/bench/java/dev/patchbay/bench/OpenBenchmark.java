package dev.patchbay.bench;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Opening and closing: the index only, whatever the size of the file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OpenBenchmark {

    /** What is opened. */
    public enum File {
        SAFETENSORS_10_000,
        SAFETENSORS_100_000,
        TORCH_13_GB;

        Path path() throws IOException {
            return switch (this) {
                case SAFETENSORS_10_000 -> BenchFiles.safetensors(10_000);
                case SAFETENSORS_100_000 -> BenchFiles.safetensors(100_000);
                case TORCH_13_GB -> BenchFiles.torchArchive();
            };
        }
    }

    @Param
    public File file;

    private Path path = Path.of("");

    @Setup
    public void makeFile() throws IOException {
        path = file.path();
    }

    @Benchmark
    public int open() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            return checkpoint.tensors().size();
        }
    }
}

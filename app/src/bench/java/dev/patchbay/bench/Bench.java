package dev.patchbay.bench;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs every benchmark (large conversions only when {@code Convert} is asked for, processes of {@code inspect} only for
 * {@code ColdInspect FILE …}, previews beside diffusers only for {@code Preview [MODEL [DTYPE [FRAMES HEIGHT WIDTH]]]}, calls
 * of Wan's transformer beside it only for {@code WanStep [WIDTH HIDDEN [DTYPE [FRAMES ROWS COLUMNS]]]}), then says what an open file keeps
 * in the heap, then asks Python for the same, if {@code -Dbench.python} names one.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws IOException, RunnerException, InterruptedException {
        if (arguments.length > 0 && arguments[0].startsWith("Convert")) {
            ConversionRun.run();
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("ColdInspect")) {
            ColdInspectRun.run(List.of(arguments).subList(1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("Preview")) {
            PreviewRun.run(List.of(arguments).subList(1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("WanStep")) {
            WanStepRun.run(List.of(arguments).subList(1, arguments.length));
            return;
        }
        new Runner(new OptionsBuilder()
                        .include(arguments.length > 0 ? arguments[0] : "dev.patchbay.bench")
                        .forks(1)
                        .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx2g")
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        if (arguments.length > 0 && arguments[0].startsWith("Resize")) {
            python("resize.py", List.of());
            return;
        }
        for (OpenBenchmark.File file : OpenBenchmark.File.values()) {
            long before = usedHeap();
            try (Checkpoint checkpoint = TestOpener.OPENER.open(file.path())) {
                long kept = usedHeap() - before;
                System.out.printf("%s: %d tensors open keep %.1f MB of heap%n", file, checkpoint.tensors().size(), kept / 1e6);
            }
        }
        List<String> files = new ArrayList<>();
        for (OpenBenchmark.File file : OpenBenchmark.File.values()) {
            files.add(file.path().toString());
        }
        files.add(BenchFiles.halves().toString());
        python("bench.py", files);
        python("resize.py", List.of());
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void python(String script, List<String> files) throws IOException, InterruptedException {
        String python = System.getProperty("bench.python", "");
        if (!python.isEmpty()) {
            List<String> command = new ArrayList<>(List.of(python, "app/src/bench/python/" + script));
            command.addAll(files);
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }
}

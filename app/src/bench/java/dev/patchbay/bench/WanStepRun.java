package dev.patchbay.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.wan.transformer.FullWidth;
import dev.patchbay.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A call of Wan's transformer beside diffusers, in turns: one block of full width with random weights. Processor seconds are compared, the
 * least of all rounds, as {@link PreviewRun} does.
 */
final class WanStepRun {

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final List<String> USUAL = List.of("1536", "8960", "F32", "1", "60", "104");

    private WanStepRun() {}

    /** @param arguments width, inner width of feed-forward layers, element type, latent frames, rows and columns; all may be left out */
    static void run(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(USUAL.subList(Math.min(USUAL.size(), all.size()), USUAL.size()));
        DType dtype = DType.valueOf(all.get(2));
        Path folder = Path.of("app", "target", "bench", "wan-" + all.getFirst());
        if (!Files.isDirectory(folder)) {
            FullWidth.write(folder, Integer.parseInt(all.get(0)), Integer.parseInt(all.get(1)), 1, DType.F16);
        }
        int threads = TorchEngine.threads();
        List<String> command = new ArrayList<>(List.of(System.getProperty("bench.python"), "app/src/bench/python/wan.py", folder.toString(),
                dtype == DType.F32 ? "float32" : "bfloat16", Integer.toString(threads)));
        command.addAll(all.subList(3, 6));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (FullWidth model = new FullWidth(folder, dtype, threads)) {
            BufferedReader answers = process.inputReader();
            System.out.printf(Locale.ROOT, "width %s %s, %d threads, PyTorch %s, diffusers with %s%n", all.getFirst(), dtype, threads,
                    TorchEngine.report().version(), answers.readLine());
            model.load();
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long before = SYSTEM.getProcessCpuTime();
                model.predict(1, Integer.parseInt(all.get(3)), Integer.parseInt(all.get(4)), Integer.parseInt(all.get(5)));
                ours.add((SYSTEM.getProcessCpuTime() - before) / 1e9);
                process.outputWriter().append("step\n").flush();
                theirs.add(Double.parseDouble(answers.readLine()));
            }
            System.out.printf(Locale.ROOT, "%s processor seconds, diffusers %s, ratio of the least %.2f%n", ours, theirs,
                    Collections.min(ours) / Collections.min(theirs));
        } finally {
            process.destroy();
        }
    }
}

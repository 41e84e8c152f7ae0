package dev.patchbay.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.generation.cogvideox.FullSizeModel;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Steps and decodes of a preview beside diffusers, in turns: blocks of full width with random weights, fewer than the model has. Processor
 * seconds are compared, the least of all rounds, since other work on the machine changes how long things take but hardly what they cost.
 */
final class PreviewRun {

    private static final Path FOLDER = Path.of("app", "target", "bench");
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int BLOCKS = 2;

    /** Convolutions in float16 take minutes on a CPU. */
    private static final boolean STEPS_ONLY = Boolean.getBoolean("bench.steps");

    private PreviewRun() {}

    /** @param arguments name in the catalogue, element type, frames, height, width; all may be left out */
    static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(arguments);
        List<String> usual = List.of("cogvideox-2b", "BF16", "5", "160", "240");
        all.addAll(usual.subList(Math.min(usual.size(), all.size()), usual.size()));
        String name = all.getFirst();
        DType dtype = DType.valueOf(all.get(1));
        Path folder = FOLDER.resolve(name);
        if (!Files.isDirectory(folder)) {
            new FullSizeModel(name, BLOCKS, 1, DType.F16).write(folder);
        }
        String python = System.getProperty("bench.python", "");
        int threads = TorchEngine.threads();
        Process process = python.isEmpty() ? null : start(python, folder, dtype, threads, all.subList(2, 5));
        System.out.printf(Locale.ROOT, "%s %s, %d threads, PyTorch %s%n", name, dtype, threads, TorchEngine.report().version());
        int frames = Integer.parseInt(all.get(2));
        int height = Integer.parseInt(all.get(3));
        int width = Integer.parseInt(all.get(4));
        GenerationRequest request = new GenerationRequest("a cat", "", 1, 2, frames, height, width, 6, false, "ddim", List.of());
        EngineChoice choice = new EngineChoice(DeviceChoice.CPU, DTypeChoice.valueOf(dtype.name()));
        try (VideoPipeline pipeline = new CogVideoXPipelineFactory(TestOpener.OPENER).load(ModelSource.of(folder), choice)) {
            rounds(pipeline, request, process);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private static Process start(String python, Path folder, DType dtype, int threads, List<String> size) throws IOException {
        String type = switch (dtype) {
            case BF16 -> "bfloat16";
            case F16 -> "float16";
            default -> "float32";
        };
        List<String> command = new ArrayList<>(List.of(python, "app/src/bench/python/preview.py", folder.toString(), type));
        command.add(Integer.toString(threads));
        command.addAll(size);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void rounds(VideoPipeline pipeline, GenerationRequest request, Process process) throws IOException {
        List<Double> steps = new ArrayList<>();
        List<Double> decodes = new ArrayList<>();
        List<Double> theirSteps = new ArrayList<>();
        List<Double> theirDecodes = new ArrayList<>();
        BufferedReader answers = process == null ? null : process.inputReader();
        if (answers != null) {
            System.out.println("diffusers with " + answers.readLine());
        }
        for (int round = 0; round < ROUNDS; round++) {
            Clock clock = new Clock();
            try {
                pipeline.generate(request, clock, () -> STEPS_ONLY && clock.steps.size() > 1);
                decodes.add(processorSeconds() - clock.decoding);
            } catch (CancellationException afterTheSteps) {
                System.out.println("decode left out");
            }
            steps.add(clock.steps.get(1) - clock.steps.get(0));
            if (answers != null) {
                theirSteps.add(ask(process, answers, "step"));
                if (!STEPS_ONLY) {
                    theirDecodes.add(ask(process, answers, "decode"));
                }
            }
        }
        say("step", steps, theirSteps);
        if (!STEPS_ONLY) {
            say("decode", decodes, theirDecodes);
        }
    }

    private static double ask(Process process, BufferedReader answers, String what) throws IOException {
        process.outputWriter().append(what).append('\n').flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the Python side ended");
        }
        return Double.parseDouble(answer.split(" ")[0]);
    }

    private static void say(String what, List<Double> ours, List<Double> theirs) {
        double least = Collections.min(ours);
        System.out.printf(Locale.ROOT, "%s: %s processor seconds", what, ours);
        if (!theirs.isEmpty()) {
            System.out.printf(Locale.ROOT, ", diffusers %s, ratio of the least %.2f", theirs, least / Collections.min(theirs));
        }
        System.out.println();
    }

    private static double processorSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    /** Processor time at the end of each step, and when decoding begins. */
    private static final class Clock implements StepListener {

        private final List<Double> steps = new ArrayList<>();
        private double decoding;

        @Override
        public void stage(Stage stage) {
            decoding = processorSeconds();
        }

        @Override
        public void step(int done, int total, Duration took) {
            steps.add(processorSeconds());
        }
    }
}

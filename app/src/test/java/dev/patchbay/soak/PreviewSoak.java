package dev.patchbay.soak;

import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Previews of the demo's model one after the other, some cancelled and some that must fail: the clip stays the same, the memory level. */
final class PreviewSoak {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    /** Runs after which every library has what it keeps. */
    private static final int WARM = 8;

    /** Memory that an allocator may keep or take on its own. */
    private static final long MOST_GROWTH = 96L << 20;

    private static final int STEPS = 3;

    private final long seed;
    private final List<String> faults = new ArrayList<>();

    PreviewSoak(long seed) {
        this.seed = seed;
    }

    SoakResult run(Rounds rounds) throws IOException {
        Random random = new Random(seed);
        int cancelled = 0;
        int failed = 0;
        int round = 0;
        long level = 0;
        CogVideoXPipelineFactory factory = new CogVideoXPipelineFactory(TestOpener.OPENER);
        try (VideoPipeline pipeline = factory.load(ModelSource.of(MODEL), EngineChoice.on(DeviceChoice.CPU))) {
            float[] whole = make(pipeline, 64, -1).frames();
            for (; rounds.more(round); round++) {
                switch (random.nextInt(4)) {
                    case 0 -> cancelled += ends(pipeline, 64, random.nextInt(STEPS + 2), CancellationException.class) ? 1 : 0;
                    case 1 -> failed += ends(pipeline, 63, -1, ExplainedException.class) ? 1 : 0;
                    default -> {
                        if (!Arrays.equals(make(pipeline, 64, -1).frames(), whole)) {
                            faults.add("preview " + round + ": another clip");
                        }
                    }
                }
                if (round == Math.min(WARM, rounds.most() / 2)) {
                    level = resident();
                }
            }
        }
        long end = resident();
        if (end - level > MOST_GROWTH) {
            faults.add("memory grew from %d to %d MB".formatted(level >> 20, end >> 20));
        }
        String summary = "previews: %d runs, seed %d, %d cancelled, %d failed with a sentence; resident memory %d MB after warming up, "
                + "%d MB at the end";
        return new SoakResult(summary.formatted(round, seed, cancelled, failed, level >> 20, end >> 20), faults);
    }

    private boolean ends(VideoPipeline pipeline, int width, int cancelAfter, Class<? extends Exception> how) {
        try {
            make(pipeline, width, cancelAfter);
            if (cancelAfter < 0) {
                faults.add("a preview of an impossible width was made");
            }
            return false;
        } catch (IOException | RuntimeException e) {
            if (!how.isInstance(e)) {
                faults.add("ended with " + e);
            }
            return true;
        }
    }

    /** @param cancelAfter events after which it is cancelled; negative for never */
    private static Clip make(VideoPipeline pipeline, int width, int cancelAfter) throws IOException {
        AtomicBoolean cancelled = new AtomicBoolean();
        int[] left = {cancelAfter};
        StepListener listener = new StepListener() {
            @Override
            public void stage(Stage stage) {
                cancelled.compareAndSet(false, left[0]-- == 0);
            }

            @Override
            public void step(int done, int total, Duration took) {
                cancelled.compareAndSet(false, left[0]-- == 0);
            }
        };
        GenerationRequest request =
                new GenerationRequest("a red circle moving right", "", 3, STEPS, 5, 64, width, 4, false, "dpm", List.of());
        Cancellation cancellation = cancelled::get;
        return pipeline.generate(request, listener, cancellation);
    }

    /** Resident bytes of this process; 0 where the system does not say. */
    private static long resident() throws IOException {
        System.gc();
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readString(status).lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}

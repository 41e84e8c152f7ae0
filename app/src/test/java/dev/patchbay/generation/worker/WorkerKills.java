package dev.patchbay.generation.worker;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * A worker that is killed by SIGKILL at a random moment: after so many things that it reported, and a random while later. Each run then
 * ends with a sentence or with the whole clip, and the next run of the same pipeline makes the clip; the one after it where the clip was
 * there before the death.
 */
public final class WorkerKills {

    private static final int MOST_EVENTS = 9;
    private static final int STEPS = 6;

    private final Path folder;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private int killed;
    private int sentences;
    private int late;

    public WorkerKills(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** Clips from a worker that is a process of its own. */
    public static VideoPipelineFactory factory(Path folder) {
        return new RemoteWorkerFactory(
                () -> TestWorker.command(folder), "test worker", TestWorker.VERSION, WorkerLink.Patience.USUAL);
    }

    /**
     * Kills workers.
     *
     * @param more of the number that were killed: whether another one is
     */
    public void run(IntPredicate more) throws IOException {
        VideoPipelineFactory factory = factory(folder);
        ModelSource model = ModelSource.of(Path.of("/models/some"));
        EngineChoice choice = EngineChoice.on(DeviceChoice.CPU);
        float[] whole = clip(new FatalFamily().load(model, choice), StepListener.SILENT).frames();
        try (VideoPipeline pipeline = factory.load(model, choice)) {
            while (more.test(killed)) {
                killed++;
                one(pipeline, whole);
                next(pipeline, whole);
            }
        }
    }

    private void next(VideoPipeline pipeline, float[] whole) throws IOException {
        try {
            if (!Arrays.equals(clip(pipeline, StepListener.SILENT).frames(), whole)) {
                faults.add("kill " + killed + ": the next run made another clip");
            }
        } catch (ExplainedException e) {
            faults.add("kill " + killed + ": the next run ended with " + e.getLocalizedMessage());
        }
    }

    private void one(VideoPipeline pipeline, float[] whole) {
        try {
            float[] frames = clip(pipeline, new Killing(random.nextInt(MOST_EVENTS), random.nextInt(3_000_000))).frames();
            late++;
            if (!Arrays.equals(frames, whole)) {
                faults.add("kill " + killed + ": half a clip came back");
            }
        } catch (ExplainedException e) {
            sentences++;
        } catch (IOException | RuntimeException e) {
            faults.add("kill " + killed + ": " + e);
        }
    }

    private static Clip clip(VideoPipeline pipeline, StepListener listener) throws IOException {
        GenerationRequest request = new GenerationRequest("a cat", "", 5, STEPS, 2, 4, 6, 6, false, "ddim", List.of());
        return pipeline.generate(request, listener, Cancellation.NEVER);
    }

    /** Kills the worker after the event of this number. */
    private static final class Killing implements StepListener {

        private final long nanos;
        private int left;

        Killing(int events, long nanos) {
            this.left = events;
            this.nanos = nanos;
        }

        private void event() {
            if (left-- == 0) {
                LockSupport.parkNanos(nanos);
                ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            }
        }

        @Override
        public void stage(Stage stage) {
            event();
        }

        @Override
        public void step(int done, int total, Duration took) {
            event();
        }
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Numbers, in words. */
    public String summary() {
        return "worker: %d SIGKILLs; %d runs ended with a sentence, %d had their clip before; the runs after them made the whole clip"
                .formatted(killed, sentences, late);
    }
}

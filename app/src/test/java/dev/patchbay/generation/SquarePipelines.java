package dev.patchbay.generation;

import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.video.MovingSquare;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A stand-in for the engine, for tests of what is around it: clips of a square whose height comes from the seed, whose colour
 * turns from red to green with the strength and number of the adapter's deltas. Size, length and steps are obeyed, and it stops
 * when it is cancelled.
 */
public final class SquarePipelines implements VideoPipelineFactory {

    private static final Sampling SAMPLING =
            new Sampling(List.of("ddim", "dpm"), "dpm", 6, new Sampling.Suggested("dpm", 4, false));

    private final List<GenerationRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Path> loaded = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final PipelineInfo model;
    private volatile Duration step = Duration.ofMillis(1);
    private volatile int heldRun;
    private volatile int heldStep;
    private volatile Runnable onStep = () -> {};
    private volatile long available = 1L << 30;
    private volatile boolean readsAdapters;

    public SquarePipelines(PipelineInfo model) {
        this.model = model;
    }

    /** A model of the demo's size. */
    public static SquarePipelines small() {
        return new SquarePipelines(new PipelineInfo(Path.of("-"), "CogVideoXPipeline", 17, 64, 64, 8, SAMPLING, 226, "-"));
    }

    /** The same model, whose clips begin with an image. */
    public static SquarePipelines fromImage() {
        return new SquarePipelines(
                new PipelineInfo(
                        Path.of("-"), "CogVideoXImageToVideoPipeline", 17, 64, 96, 8, SAMPLING, 226, PipelineInfo.ImageUse.NEEDED, "-"));
    }

    /** What listeners are told that a step takes; in truth it takes none. */
    public void tellStep(Duration took) {
        step = took;
    }

    /** Comes to this step of this run, both from 1, and goes no further until it is cancelled. */
    public void holdAfter(int run, int done) {
        heldRun = run;
        heldStep = done;
    }

    /** From now on the factors of adapters are read, as an engine does. */
    public void readAdapters() {
        readsAdapters = true;
    }

    /** What plans say is free. */
    public void setAvailable(long bytes) {
        available = bytes;
    }

    /** Done in every step, on the generating thread. */
    public void onStep(Runnable action) {
        onStep = action;
    }

    public List<GenerationRequest> requests() {
        return requests;
    }

    public List<Path> loaded() {
        return loaded;
    }

    public int closed() {
        return closed.get();
    }

    /** The same as all there is to choose from. */
    public VideoPipelines only() {
        return new VideoPipelines(List.of(this));
    }

    @Override
    public String plays() {
        return model.pipelineClass();
    }

    @Override
    public List<ModelNeeds> needs() {
        return List.of(new ModelNeeds("square", 1 << 20, 1 << 20, 1 << 20, 1 << 30));
    }

    @Override
    public boolean matches(ModelSource source) {
        return true;
    }

    @Override
    public PipelineInfo describe(ModelSource source) throws IOException {
        Path folder = source.model();
        if (folder.endsWith("broken")) {
            throw new FileSystemException(folder.toString(), null, "no pipeline in " + folder);
        }
        return info(folder, "-");
    }

    @Override
    public Optional<String> fingerprint(ModelSource folder) {
        return Optional.of("the same");
    }

    @Override
    public void check(ModelSource folder, GenerationRequest request) throws GenerationException {
        refuse(request.steps() < 1 || request.steps() > 1000, "generation.steps", request.steps(), 1000);
        refuse(request.frames() < 1 || request.frames() % 4 != 1, "generation.frames", request.frames(), 4);
        refuse(request.width() < 16 || request.width() % 16 != 0 || request.height() < 16 || request.height() % 16 != 0,
                "generation.size", request.width(), request.height(), 16);
    }

    private static void refuse(boolean refused, String key, Object... arguments) throws GenerationException {
        if (refused) {
            throw new GenerationException(Message.of(key, arguments));
        }
    }

    @Override
    public VideoPipeline load(ModelSource source, EngineChoice choice) {
        Path folder = source.model();
        DeviceChoice device = choice.device();
        loaded.add(folder);
        return new SquarePipeline(
                info(folder, device == DeviceChoice.AUTO ? "cpu" : device.name().toLowerCase(Locale.ROOT)),
                choice.dtype() == DTypeChoice.AUTO ? DType.F32 : DType.valueOf(choice.dtype().name()));
    }

    private PipelineInfo info(Path folder, String device) {
        return new PipelineInfo(
                folder, model.pipelineClass(), model.frames(), model.height(), model.width(), model.framesPerSecond(), model.sampling(),
                model.promptTokens(), model.image(), device);
    }

    private final class SquarePipeline implements VideoPipeline {

        private final PipelineInfo info;
        private final DType dtype;

        SquarePipeline(PipelineInfo info, DType dtype) {
            this.dtype = dtype;
            this.info = info;
        }

        @Override
        public PipelineInfo info() {
            return info;
        }

        /** One second a step, two for decoding, and a byte a pixel. */
        @Override
        public GenerationPlan plan(GenerationRequest request) {
            long pixels = (long) request.frames() * request.height() * request.width();
            PlannedStage stage = new PlannedStage(StepListener.Stage.DENOISING, 0, 0, true, pixels, request.steps());
            PlannedStage decoding = new PlannedStage(StepListener.Stage.DECODING, 0, 0, true, 0, 2);
            return new GenerationPlan(info.device(), dtype, true, false, List.of(stage, decoding), available, pixels);
        }

        @Override
        public Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException {
            requests.add(request);
            if (request.prompt().contains("impossible")) {
                throw new FileSystemException(
                        "adapter", null, "the module transformer_blocks.0.attn1.to_q takes 64 inputs, the adapter has 128");
            }
            if (readsAdapters) {
                read(request.adapters());
            }
            listener.stage(StepListener.Stage.READING_PROMPT);
            listener.stage(StepListener.Stage.DENOISING);
            for (int done = 1; done <= request.steps(); done++) {
                cancellation.check();
                onStep.run();
                listener.step(done, request.steps(), step);
                if (listener.wantsPictures()) {
                    listener.picture(coarse(request, done));
                }
                if (requests.size() == heldRun && done == heldStep) {
                    waitUntilCancelled(cancellation);
                }
            }
            listener.stage(StepListener.Stage.DECODING);
            return draw(request);
        }

        /** An eighth of the clip's size: red that turns to blue from frame to frame, and lighter with the steps. */
        private static CoarsePicture coarse(GenerationRequest request, int done) {
            int frames = 1 + (request.frames() - 1) / 4;
            int width = request.width() / 8;
            int height = request.height() / 8;
            byte[] rgb = new byte[frames * width * height * 3];
            for (int i = 0; i < frames * width * height; i++) {
                int frame = i / (width * height);
                rgb[3 * i] = (byte) (255 - 255 * frame / frames);
                rgb[3 * i + 1] = (byte) (128 * done / request.steps());
                rgb[3 * i + 2] = (byte) (255 * frame / frames);
            }
            return new CoarsePicture(frames, width, height, rgb, 0.83);
        }

        private static void read(List<AppliedAdapter> adapters) throws IOException {
            for (AppliedAdapter adapter : adapters) {
                for (TensorShare share : adapter.shares()) {
                    if (share.share() instanceof LayerShare layer) {
                        layer.read();
                    }
                }
            }
        }

        private static void waitUntilCancelled(Cancellation cancellation) {
            while (!cancellation.isCancelled() && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        private Clip draw(GenerationRequest request) {
            double effect = request.adapters().stream().mapToDouble(adapter -> adapter.shares().isEmpty() ? 0 : adapter.strength()).sum();
            int turn = (int) Math.round(Math.clamp(effect, 0, 1) * 160);
            int colour = 224 - turn << 16 | 32 + turn << 8 | 48;
            int top = new Random(request.seed()).nextInt(request.height() * 3 / 4);
            Clip clip = MovingSquare.clip(
                    request.width(), request.height(), request.frames(), info.framesPerSecond(), colour, 0x0c0c18, top);
            return new Clip(
                    clip.frames(), clip.shape(), List.of(), Shape.of(1, 1, 4, 1, 1), clip.framesPerSecond(), clip.seconds(), List.of());
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}

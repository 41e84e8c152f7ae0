package dev.patchbay.generation.worker;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A family for tests of what a worker survives. Its clips are numbers made of the request. The prompt says what happens and when:
 * {@code KILL DECODING}, {@code print DENOISING}, {@code deaf DENOISING} (does not hear a cancel), {@code refuse READING_PROMPT}. A model
 * called like a signal dies of it while it is loaded.
 */
final class FatalFamily implements VideoPipelineFactory {

    private static final Sampling SAMPLING = new Sampling(List.of("ddim"), "ddim", 6, new Sampling.Suggested("ddim", 6, false));

    @Override
    public String plays() {
        return "fatal";
    }

    @Override
    public boolean matches(ModelSource model) {
        return true;
    }

    /** A model that lacks its autoencoder. */
    @Override
    public List<ModelPart> parts(ModelSource model) {
        Message words = Message.of("generation.single.diffusers");
        boolean right = model.vae().equals(Optional.of(TestWorker.VAE));
        return List.of(
                new ModelPart(ModelPart.Kind.TRANSFORMER, Optional.of(model.model()), words, true),
                new ModelPart(ModelPart.Kind.VAE, model.vae(), words, right));
    }

    @Override
    public Optional<ModelPart.Kind> part(Path file) {
        return Optional.of(ModelPart.Kind.VAE);
    }

    @Override
    public PipelineInfo describe(ModelSource source) throws IOException {
        Path model = source.model();
        if (model.endsWith("missing")) {
            throw new GenerationException(Message.of("generation.noPipeline", model));
        }
        return new PipelineInfo(model, "fatal", 9, 16, 16, 8, SAMPLING, 226, "-");
    }

    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        String name = String.valueOf(model.model().getFileName());
        if (name.matches("[A-Z]+")) {
            die(name);
        }
        return new Fatal(describe(model));
    }

    /** Ends this process by a signal, as a broken kernel or the system would. */
    static void die(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start().waitFor();
            LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Fatal(PipelineInfo info) implements VideoPipeline {

        @Override
        public GenerationPlan plan(GenerationRequest request) {
            PlannedStage stage = new PlannedStage(StepListener.Stage.DENOISING, 40, 30, true, 7, request.steps());
            return new GenerationPlan("cpu", DType.BF16, true, false, List.of(stage), 1L << 40, request.frames());
        }

        @Override
        public Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException {
            stage(StepListener.Stage.READING_PROMPT, request, listener, cancellation);
            stage(StepListener.Stage.DENOISING, request, listener, cancellation);
            List<float[]> latents = new ArrayList<>();
            for (int step = 1; step <= request.steps(); step++) {
                cancellation.check();
                latents.add(new float[] {step, request.seed()});
                listener.step(step, request.steps(), Duration.ofMillis(step));
                if (listener.wantsPictures()) {
                    listener.picture(new CoarsePicture(1, 2, 1, new byte[] {(byte) step, 1, 2, -3, 4, 5}, 0.25));
                }
            }
            stage(StepListener.Stage.DECODING, request, listener, cancellation);
            float[] frames = new float[request.frames() * 3 * request.height() * request.width()];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = i * 0.001f + request.seed();
            }
            frames[0] = effect(request);
            request.image().ifPresent(image -> frames[1] = Arrays.hashCode(image.rgb()));
            return new Clip(
                    frames, Shape.of(request.frames(), 3, request.height(), request.width()), latents, Shape.of(1, 2), 8,
                    new Clip.Seconds(0.5, List.of(0.25), 1), List.of(Message.of("cli.preview.notPlayed", "a", "b")));
        }

        /** A number that shows every value of every adapter, its scale and its strength. */
        private static float effect(GenerationRequest request) throws IOException {
            double sum = 0;
            for (AppliedAdapter adapter : request.adapters()) {
                for (TensorShare share : adapter.shares()) {
                    sum += effect(share.share().at(adapter.strength()));
                }
            }
            return (float) sum;
        }

        private static double effect(WeightShare share) throws IOException {
            double sum = 0;
            switch (share) {
                case LayerShare layer -> {
                    for (Map.Entry<Part, NamedData> part : layer.parts().values().entrySet()) {
                        for (float value : part.getValue().data().toFloats()) {
                            sum += (part.getKey().ordinal() + 1) * value * layer.parts().scale() * layer.strength();
                        }
                    }
                }
                case DifferenceShare difference -> {
                    for (float value : difference.data().toFloats()) {
                        sum += value * difference.factor() * (difference.replaces() ? 3 : 1);
                    }
                }
                case RowsShare rows -> sum = effect(rows.share()) * rows.runs().getFirst().size();
            }
            return sum;
        }

        private static void stage(StepListener.Stage stage, GenerationRequest request, StepListener listener, Cancellation cancellation)
                throws IOException {
            listener.stage(stage);
            String[] words = request.prompt().split(" ");
            if (words.length != 2 || !words[1].equals(stage.name())) {
                return;
            }
            switch (words[0]) {
                case "print" -> TestWorker.print("half a line from a library\n\u001ePATCHBAY zzz\u001ePATCHBAY ");
                case "deaf" -> LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
                case "hold" -> {
                    while (!cancellation.isCancelled()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    cancellation.check();
                }
                case "refuse" -> throw new GenerationException(Message.of("generation.adapterNotFinite", "a", "blocks.0.attn1.to_q"));
                case "exhaust" -> throw new OutOfMemoryError("Java heap space");
                default -> die(words[0]);
            }
        }

        @Override
        public void close() {}
    }
}

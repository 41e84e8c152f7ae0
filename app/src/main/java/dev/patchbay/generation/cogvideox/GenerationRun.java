package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.SchedulerStep;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The generation of one clip: prompt encoding, denoising, decoding. Used once, on one thread. */
final class GenerationRun {

    private static final double NANOS = 1e9;

    private final Components parts;
    private final PipelineConfig config;
    private final GenerationRequest request;
    private final StepListener listener;
    private final Cancellation cancellation;
    private final LatentGrid grid;
    private final Guidance guidance;
    private final String scheduler;

    GenerationRun(Components parts, GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException {
        this.parts = parts;
        this.config = parts.config();
        this.request = request;
        this.listener = listener;
        this.cancellation = cancellation;
        this.grid = LatentGrid.of(config, request);
        this.scheduler = config.sampling().named(request.scheduler());
        this.guidance = new Guidance(request.guidance(), request.dynamicGuidance(), request.steps());
    }

    Clip make() throws IOException {
        TorchEngine.prepareThread(config.threads(grid, TorchEngine.threads()));
        PtNDManager all = parts.manager();
        try (PtNDManager run = all.newSubManager(all.getDevice());
                AppliedDeltas adapters = Transformer.adapters(config.transformer()).apply(run, request.adapters());
                Noise noise = new Noise(parts.random(), request.seed())) {
            cancellation.check();
            listener.stage(StepListener.Stage.READING_PROMPT);
            long start = System.nanoTime();
            PtNDArray text = text(run);
            double textSeconds = since(start);
            listener.stage(StepListener.Stage.DENOISING);
            Denoising denoising = denoise(run, text, adapters, noise);
            listener.stage(StepListener.Stage.DECODING);
            start = System.nanoTime();
            DecodedFrames frames = decode(run, denoising.last());
            Clip.Seconds seconds = new Clip.Seconds(textSeconds, denoising.seconds(), since(start));
            Shape shape = Shape.of(frames.count(), 3, request.height(), request.width());
            return new Clip(frames.values(), shape, denoising.latents(), grid.shape(), config.info("").framesPerSecond(), seconds);
        }
    }

    /** Embeddings {@code [batch, tokens, width]}: of the prompt, or with guidance of the negative prompt and then the prompt. */
    private PtNDArray text(PtNDManager run) throws IOException {
        PtNDArray positive = encode(run, request.prompt());
        if (!guidance.needsNegativePrompt()) {
            return positive;
        }
        try (PtNDArray negative = encode(run, request.negativePrompt());
                PtNDArray old = positive) {
            return parts.sampling().call(run, "join", negative, old);
        }
    }

    private PtNDArray encode(PtNDManager run, String prompt) throws IOException {
        int[] ids = parts.tokenizer().encode(prompt, config.transformer().promptTokens());
        return parts.textEncoder().encode(run, ids, cancellation);
    }

    private Denoising denoise(PtNDManager run, PtNDArray text, AppliedDeltas adapters, Noise noise) throws IOException {
        Positions positions = Positions.of(run, config.transformer(), grid);
        PtNDArray sample = noise.draw(run, grid.shape());
        List<SchedulerStep> steps = Scheduler.of(SchedulerKind.of(scheduler), new NoiseSchedule(config.noise())).steps(request.steps());
        List<float[]> latents = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        try (Sampler sampler = new Sampler(parts.sampling(), run, noise, grid.shape())) {
            for (SchedulerStep step : steps) {
                long start = System.nanoTime();
                PtNDArray output = predict(run, sample, text, step, positions, adapters);
                sample = sampler.step(step, sample, output);
                latents.add(sample.toFloatArray());
                seconds.add(since(start));
                listener.step(latents.size(), steps.size(), Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return new Denoising(sample, latents, seconds);
    }

    private PtNDArray predict(
            PtNDManager run, PtNDArray sample, PtNDArray text, SchedulerStep step, Positions positions, AppliedDeltas adapters)
            throws IOException {
        Transformer transformer = parts.transformer();
        if (!guidance.needsNegativePrompt()) {
            return transformer.predict(run, sample, text, step.timestep(), positions, adapters, cancellation);
        }
        try (PtNDArray twice = parts.sampling().call(run, "join", sample, sample);
                PtNDArray both = transformer.predict(run, twice, text, step.timestep(), positions, adapters, cancellation)) {
            return parts.sampling().call(run, "guide", both, guidance.at(step.timestep()));
        }
    }

    private DecodedFrames decode(PtNDManager run, PtNDArray sample) throws IOException {
        List<float[]> batches;
        try (PtNDArray latents = parts.sampling().call(run, "unscale", sample, config.vae().scalingFactor())) {
            batches = parts.vaeDecoder().decode(run, latents, cancellation);
        }
        int total = Math.toIntExact(batches.stream().mapToLong(batch -> batch.length).sum());
        float[] values = new float[total];
        int at = 0;
        for (float[] batch : batches) {
            for (float value : batch) {
                values[at++] = Math.clamp(value * 0.5f + 0.5f, 0f, 1f);
            }
        }
        return new DecodedFrames(values, total / (3 * request.height() * request.width()));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    private record Denoising(PtNDArray last, List<float[]> latents, List<Double> seconds) {}

    private record DecodedFrames(float[] values, int count) {}
}

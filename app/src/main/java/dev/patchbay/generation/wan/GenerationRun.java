package dev.patchbay.generation.wan;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.NativeMemory;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.wan.schedule.FlowSampler;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The generation of one clip, in numbered stages as diffusers' pipelines have them; what a stage does is a class of its own. Used once, on
 * one thread.
 */
final class GenerationRun {

    private static final double NANOS = 1e9;

    private final Components parts;
    private final GenerationPlan plan;
    private final GenerationRequest request;
    private final StepListener listener;
    private final Cancellation cancellation;
    private final LatentGrid grid;
    private final FlowSampler sampler;

    /** 1. Checks the request. */
    GenerationRun(
            Components parts, GenerationPlan plan, GenerationRequest request, StepListener listener, Cancellation cancellation)
            throws IOException {
        this.parts = parts;
        this.plan = plan;
        this.request = request;
        this.listener = listener;
        this.cancellation = cancellation;
        parts.config().info("").demandImage(request.image());
        this.grid = LatentGrid.of(parts.config(), request);
        this.sampler = FlowSampler.of(parts.config().sampling().named(request.scheduler()));
    }

    /** Makes it; memory that it took is returned to the system. */
    Clip make() throws IOException {
        try {
            return run();
        } finally {
            NativeMemory.trim();
        }
    }

    private Clip run() throws IOException {
        TorchEngine.prepareThread(parts.config().threads(grid, TorchEngine.threads()));
        PtNDManager all = parts.manager();
        try (PtNDManager manager = all.newSubManager(all.getDevice());
                Noise noise = new Noise(parts.random(), request.seed());
                // 2. The adapters are checked before anything takes time.
                ExpertAdapters adapters = ExpertAdapters.apply(parts.config(), manager, request.adapters())) {
            RunContext run = new RunContext(parts, plan, request, grid, manager, listener, cancellation);
            // 3. Text embeddings
            long start = System.nanoTime();
            List<PtNDArray> text = new TextStage(run).encode();
            double textSeconds = since(start);
            // 4. Latents of the image
            Optional<PtNDArray> image = new ImageStage(run).encode();
            // 5. Initial latents
            PtNDArray latents = noise.draw(manager, grid.shape());
            // 6. Denoising
            DenoisingStage denoising = new DenoisingStage(run, text, new Conditions(run, image), adapters);
            DenoisingStage.Denoised denoised = denoising.denoise(sampler, latents, noise);
            // 7. Decoding
            start = System.nanoTime();
            float[] frames = new DecodingStage(run).decode(denoised.last());
            Clip.Seconds seconds = new Clip.Seconds(textSeconds, denoised.seconds(), since(start));
            Shape shape = Shape.of(frames.length / (3L * request.height() * request.width()), 3, request.height(), request.width());
            double rate = parts.config().info("").framesPerSecond();
            return new Clip(frames, shape, denoised.latents(), grid.shape(), rate, seconds, adapters.warnings());
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}

package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.NativeMemory;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * The generation of one clip, in numbered stages as diffusers' pipelines have them; what a stage does is a class of its own. Used once, on
 * one thread.
 */
final class GenerationRun {

    private static final double NANOS = 1e9;

    private final Components parts;
    private final RunPlan plan;
    private final GenerationRequest request;
    private final StepListener listener;
    private final Cancellation cancellation;
    private final LatentGrid grid;
    private final Guidance guidance;
    private final SchedulerKind scheduler;

    /** 1. Checks the request. */
    GenerationRun(Components parts, RunPlan plan, GenerationRequest request, StepListener listener, Cancellation cancellation)
            throws IOException {
        this.parts = parts;
        this.plan = plan;
        this.request = request;
        this.listener = listener;
        this.cancellation = cancellation;
        parts.config().info("").demandImage(request.image());
        this.grid = LatentGrid.of(parts.config(), request);
        this.scheduler = SchedulerKind.of(parts.config().sampling().named(request.scheduler()));
        this.guidance = new Guidance(request.guidance(), request.dynamicGuidance(), request.steps());
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
                AppliedDeltas adapters = Transformer.adapters(parts.config().transformer()).apply(manager, request.adapters())) {
            RunContext run = new RunContext(parts, plan, request, grid, guidance, manager, listener, cancellation);
            // 3. Text embeddings
            long start = System.nanoTime();
            PtNDArray text = new TextStage(run).encode();
            double textSeconds = since(start);
            // 4. Latents of the image, which draw noise before all others
            Optional<PtNDArray> image = new ImageStage(run).encode(noise);
            // 5. Initial latents
            PtNDArray latents = noise.draw(manager, grid.shape());
            // 6. Denoising
            DenoisingStage.Conditions conditions = new DenoisingStage.Conditions(text, image);
            DenoisingStage.Denoised denoised = new DenoisingStage(run, scheduler).denoise(conditions, latents, adapters, noise);
            // 7. Decoding
            start = System.nanoTime();
            DecodingStage.DecodedFrames frames = new DecodingStage(run).decode(denoised.last());
            Clip.Seconds seconds = new Clip.Seconds(textSeconds, denoised.seconds(), since(start));
            Shape shape = Shape.of(frames.count(), 3, request.height(), request.width());
            double rate = parts.config().info("").framesPerSecond();
            return new Clip(frames.values(), shape, denoised.latents(), grid.shape(), rate, seconds, adapters.warnings());
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}

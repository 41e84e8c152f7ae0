package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.schedule.NoiseSchedule;
import dev.patchbay.generation.cogvideox.schedule.Scheduler;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.SchedulerStep;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Noise to latents, step by step. */
final class DenoisingStage {

    private static final double NANOS = 1e9;

    private final RunContext run;
    private final Script sampling;
    private final SchedulerKind scheduler;

    DenoisingStage(RunContext run, SchedulerKind scheduler) {
        this.run = run;
        this.sampling = run.parts().sampling();
        this.scheduler = scheduler;
    }

    /**
     * Denoises.
     *
     * @param conditions what the transformer is told beside the sample
     * @param first initial latents, closed here
     * @param noise of the run, from which they were drawn
     */
    Denoised denoise(Conditions conditions, PtNDArray first, AppliedDeltas adapters, Noise noise) throws IOException {
        run.listener().stage(StepListener.Stage.DENOISING);
        Positions positions = Positions.of(run.manager(), run.config().transformer(), run.grid());
        List<SchedulerStep> steps = Scheduler.of(scheduler, new NoiseSchedule(run.config().noise())).steps(run.request().steps());
        List<float[]> latents = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        PtNDArray sample = first;
        Optional<Colours> colours = run.listener().wantsPictures() ? run.parts().colours(run) : Optional.empty();
        try (Component.Use<Transformer> transformer = run.parts().transformer().use(run.plan().transformer(), run.cancellation());
                Sampler sampler = new Sampler(sampling, run.manager(), noise, run.grid().shape())) {
            for (SchedulerStep step : steps) {
                long start = System.nanoTime();
                PtNDArray output = predict(transformer.model(), sample, conditions, step, positions, adapters);
                sample = sampler.step(step, sample, output);
                float[] values = sample.toFloatArray();
                transformer.demandFinite(values, Message.of("generation.stepNotFinite", latents.size() + 1, steps.size()));
                latents.add(values);
                long took = System.nanoTime() - start;
                seconds.add(took / NANOS);
                run.listener().step(latents.size(), steps.size(), Duration.ofNanos(took));
                if (colours.isPresent() && sampler.predicted().isPresent()) {
                    float[] clean = sampler.predicted().get().toFloatArray();
                    run.listener().picture(colours.get().picture(clean, run.grid()));
                }
            }
        }
        return new Denoised(sample, latents, seconds);
    }

    private PtNDArray predict(
            Transformer transformer,
            PtNDArray sample,
            Conditions conditions,
            SchedulerStep step,
            Positions positions,
            AppliedDeltas adapters)
            throws IOException {
        int time = (int) step.timestep();
        PtNDArray text = conditions.text();
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            PtNDArray input = sample;
            if (conditions.image().isPresent()) {
                input = sampling.call(temporary, "condition", sample, conditions.image().get());
            }
            if (!run.guidance().needsNegativePrompt()) {
                return transformer.predict(run.manager(), input, text, time, positions, adapters, run.cancellation());
            }
            PtNDArray both = run.plan().plan().together()
                    ? together(temporary, transformer, input, text, time, positions, adapters)
                    : oneAfterTheOther(temporary, transformer, input, text, time, positions, adapters);
            return sampling.call(run.manager(), "guide", both, run.guidance().at(time));
        }
    }

    private PtNDArray together(
            PtNDManager owner,
            Transformer transformer,
            PtNDArray input,
            PtNDArray text,
            int time,
            Positions positions,
            AppliedDeltas adapters)
            throws IOException {
        try (PtNDArray twice = sampling.call(owner, "join", input, input)) {
            return transformer.predict(owner, twice, text, time, positions, adapters, run.cancellation());
        }
    }

    private PtNDArray oneAfterTheOther(
            PtNDManager owner,
            Transformer transformer,
            PtNDArray input,
            PtNDArray text,
            int time,
            Positions positions,
            AppliedDeltas adapters)
            throws IOException {
        try (PtNDArray without = sampling.call(owner, "part", text, 0);
                PtNDArray with = sampling.call(owner, "part", text, 1);
                PtNDArray negative = transformer.predict(owner, input, without, time, positions, adapters, run.cancellation());
                PtNDArray positive = transformer.predict(owner, input, with, time, positions, adapters, run.cancellation())) {
            return sampling.call(owner, "join", negative, positive);
        }
    }

    /**
     * @param text from {@link TextStage}
     * @param image from {@link ImageStage}
     */
    record Conditions(PtNDArray text, Optional<PtNDArray> image) {}

    /**
     * @param last the latents on the device
     * @param latents after each step
     * @param seconds of each step
     */
    record Denoised(PtNDArray last, List<float[]> latents, List<Double> seconds) {}
}

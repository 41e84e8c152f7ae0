package dev.patchbay.generation.wan;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.SchedulerStep;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.wan.schedule.FlowSampler;
import dev.patchbay.generation.wan.transformer.WanTransformer;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Noise to latents, step by step; one expert after the other, each loaded for the steps that it is asked in. */
final class DenoisingStage {

    private static final double NANOS = 1e9;

    private final RunContext run;
    private final Script sampling;
    private final List<PtNDArray> text;
    private final Conditions conditions;
    private final ExpertAdapters adapters;
    private final List<float[]> latents = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();

    /**
     * @param text from {@link TextStage}
     * @param conditions what the transformer is told beside the sample
     * @param adapters of the run
     */
    DenoisingStage(RunContext run, List<PtNDArray> text, Conditions conditions, ExpertAdapters adapters) {
        this.run = run;
        this.sampling = run.parts().sampling();
        this.text = text;
        this.conditions = conditions;
        this.adapters = adapters;
    }

    /**
     * Denoises.
     *
     * @param first initial latents, closed here
     * @param noise of the run, from which they were drawn
     */
    Denoised denoise(FlowSampler kind, PtNDArray first, Noise noise) throws IOException {
        run.listener().stage(Stage.DENOISING);
        List<SchedulerStep> steps = kind.steps(run.config().noise(run.request()), run.request().steps());
        PtNDArray sample = first;
        int stage = 0;
        try (Sampler sampler = new Sampler(sampling, run.manager(), noise, run.grid().shape())) {
            for (Expert expert : run.config().experts()) {
                List<SchedulerStep> own = steps.stream().filter(step -> run.config().expert(step.timestep()) == expert).toList();
                if (!own.isEmpty()) {
                    sample = denoise(expert, stage, own, sampler, sample);
                    stage++;
                }
            }
        }
        return new Denoised(conditions.finished(sample), latents, seconds);
    }

    private PtNDArray denoise(Expert expert, int stage, List<SchedulerStep> steps, Sampler sampler, PtNDArray from) throws IOException {
        PtNDArray sample = from;
        Component<WanTransformer> component = run.parts().transformer(expert);
        try (Component.Use<WanTransformer> transformer = component.use(run.residency(Stage.DENOISING, stage), run.cancellation())) {
            for (SchedulerStep step : steps) {
                long start = System.nanoTime();
                PtNDArray output = predict(transformer.model(), sample, step, expert);
                sample = sampler.step(step, sample, output);
                float[] values = sample.toFloatArray();
                int total = run.request().steps();
                transformer.demandFinite(values, Message.of("generation.stepNotFinite", latents.size() + 1, total));
                latents.add(values);
                long took = System.nanoTime() - start;
                seconds.add(took / NANOS);
                run.listener().step(latents.size(), total, Duration.ofNanos(took));
            }
        }
        return sample;
    }

    /** Prompt and negative prompt one after the other, as diffusers does. */
    private PtNDArray predict(WanTransformer transformer, PtNDArray sample, SchedulerStep step, Expert expert) throws IOException {
        AppliedDeltas deltas = adapters.deltas(expert);
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            PtNDArray input = conditions.input(temporary, sample);
            PtNDArray times = conditions.times(temporary, step.timestep());
            if (!run.guided()) {
                return transformer.predict(run.manager(), input, text.getFirst(), times, deltas, run.cancellation());
            }
            PtNDArray with = transformer.predict(temporary, input, text.getFirst(), times, deltas, run.cancellation());
            PtNDArray without = transformer.predict(temporary, input, text.getLast(), times, deltas, run.cancellation());
            return sampling.call(run.manager(), "guide", sampling.call(temporary, "join", without, with), guidance(expert));
        }
    }

    private double guidance(Expert expert) {
        double usual = run.request().guidance();
        return expert == Expert.LOW_NOISE ? run.request().flow().lowNoiseGuidance().orElse(usual) : usual;
    }

    /**
     * @param last the latents on the device
     * @param latents after each step
     * @param seconds of each step
     */
    record Denoised(PtNDArray last, List<float[]> latents, List<Double> seconds) {}
}

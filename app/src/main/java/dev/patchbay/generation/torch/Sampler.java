package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies scheduler steps to tensors; remembers what later steps need: clean predictions, and where a step that is corrected started. */
public final class Sampler implements AutoCloseable {

    private final Script script;
    private final PtNDManager run;
    private final Noise noise;
    private final Shape shape;
    private @Nullable PtNDArray before;
    private @Nullable PtNDArray earlier;
    private @Nullable PtNDArray start;

    /**
     * @param script from {@link #kernels}
     * @param run manager of the samples
     * @param noise of the run
     * @param shape of the samples
     */
    public Sampler(Script script, PtNDManager run, Noise noise, Shape shape) {
        this.script = script;
        this.run = run;
        this.noise = noise;
        this.shape = shape;
    }

    /** The compiled steps, shared by all runs of a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Script.compile(manager, Sampler.class, "sampling");
    }

    /** The next sample; closes {@code sample} and {@code output}. */
    public PtNDArray step(SchedulerStep step, PtNDArray sample, PtNDArray output) {
        try (output; PtNDManager temporary = run.newSubManager(run.getDevice())) {
            PtNDArray original = script.call(run, "original", sample, output, step.originalFromSample(), step.originalFromOutput());
            PtNDArray from = step.correction().isPresent() ? corrected(step.correction().get(), sample, original) : sample;
            PtNDArray direction = original;
            if (step.secondOrder() && before != null) {
                direction = script.call(temporary, "direction", original, before, step.current(), step.previous());
            }
            PtNDArray moved = script.call(run, "move", from, direction, step.keep(), step.add());
            remember(original, from, step.correction().isPresent());
            return step.draws() == 0 ? moved : disturb(moved, step, temporary);
        }
    }

    /** Another sample, in which case this one is closed; the same after the first step. */
    private PtNDArray corrected(SchedulerStep.Correction weights, PtNDArray sample, PtNDArray original) {
        if (start == null || before == null) {
            return sample;
        }
        PtNDArray second = earlier == null ? before : earlier;
        try (sample) {
            return script.call(
                    run, "correct", start, original, before, second, weights.start(), weights.current(), weights.before(),
                    weights.earlier());
        }
    }

    /** The clean latents that the last step predicted; owned by this. */
    public Optional<PtNDArray> predicted() {
        return Optional.ofNullable(before);
    }

    /** Draws noise as often as the step says, since each draw advances the generator. */
    private PtNDArray disturb(PtNDArray moved, SchedulerStep step, PtNDManager temporary) {
        PtNDArray drawn = noise.draw(temporary, shape);
        for (int i = 1; i < step.draws(); i++) {
            drawn = noise.draw(temporary, shape);
        }
        try (moved) {
            return script.call(run, "disturb", moved, drawn, step.noise());
        }
    }

    private void remember(PtNDArray original, PtNDArray from, boolean corrects) {
        close(earlier);
        close(start);
        if (corrects) {
            earlier = before;
            start = from;
        } else {
            close(before);
            from.close();
        }
        before = original;
    }

    private static void close(@Nullable PtNDArray tensor) {
        if (tensor != null) {
            tensor.close();
        }
    }

    @Override
    public void close() {
        close(before);
        close(earlier);
        close(start);
        before = null;
        earlier = null;
        start = null;
    }
}

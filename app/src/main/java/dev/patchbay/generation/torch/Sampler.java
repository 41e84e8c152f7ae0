package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies scheduler steps to tensors; remembers the previous clean prediction, which a second-order step needs. */
public final class Sampler implements AutoCloseable {

    private final Script script;
    private final PtNDManager run;
    private final Noise noise;
    private final Shape shape;
    private @Nullable PtNDArray before;

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
        try (sample;
                output;
                PtNDManager temporary = run.newSubManager(run.getDevice())) {
            PtNDArray original = script.call(run, "original", sample, output, step.originalFromSample(), step.originalFromOutput());
            PtNDArray direction = original;
            if (step.secondOrder() && before != null) {
                direction = script.call(temporary, "direction", original, before, step.current(), step.previous());
            }
            remember(original);
            PtNDArray moved = script.call(run, "move", sample, direction, step.keep(), step.add());
            return step.draws() == 0 ? moved : disturb(moved, step, temporary);
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

    private void remember(PtNDArray original) {
        close();
        before = original;
    }

    @Override
    public void close() {
        if (before != null) {
            before.close();
            before = null;
        }
    }
}

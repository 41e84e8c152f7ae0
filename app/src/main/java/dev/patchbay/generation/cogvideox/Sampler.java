package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Carries out the scheduler's steps on tensors; remembers the clean prediction that a second-order step looks back at. */
final class Sampler implements AutoCloseable {

    private final Script script;
    private final PtNDManager run;
    private final Noise noise;
    private final Shape shape;
    private @Nullable PtNDArray before;

    Sampler(Script script, PtNDManager run, Noise noise, Shape shape) {
        this.script = script;
        this.run = run;
        this.noise = noise;
        this.shape = shape;
    }

    /** The next sample; closes {@code sample} and {@code output}. */
    PtNDArray step(SchedulerStep step, PtNDArray sample, PtNDArray output) {
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

    /** Draws as often as the step says: what the generator gives next depends on it. */
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

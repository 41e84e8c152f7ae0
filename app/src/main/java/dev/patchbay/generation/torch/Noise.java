package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.tensor.Shape;
import java.io.IOException;

/** Normal random numbers of one run, on every device the same as from torch's CPU generator after {@code manual_seed}. */
public final class Noise implements AutoCloseable {

    private final Script script;
    private final IValue generator;

    /**
     * @param script from {@link #kernels}
     * @param seed of torch's CPU generator
     */
    public Noise(Script script, long seed) {
        this.script = script;
        try (IValue value = IValue.from(seed)) {
            this.generator = script.invoke("generator", value);
        }
    }

    /** The compiled generator, shared by all runs of a pipeline. */
    public static Script kernels(PtNDManager manager) throws IOException {
        return Script.compile(manager, Noise.class, "random");
    }

    /** The next draw, on the device of {@code owner}. */
    public PtNDArray draw(PtNDManager owner, Shape shape) {
        PtNDArray drawn = script.call(owner, "normal", generator, shape.toArray());
        PtNDArray moved = drawn.toDevice(owner.getDevice(), false);
        if (moved != drawn) {
            drawn.close();
        }
        return moved;
    }

    @Override
    public void close() {
        generator.close();
    }
}

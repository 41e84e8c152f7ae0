package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.tensor.Shape;
import java.io.IOException;

/** Normal random numbers, the same on every device as torch's processor generator with {@code manual_seed} gives. One for each run. */
public final class Noise implements AutoCloseable {

    private final Script script;
    private final IValue generator;

    /**
     * @param script from {@link #kernels}
     * @param seed of torch's processor generator
     */
    public Noise(Script script, long seed) {
        this.script = script;
        try (IValue value = IValue.from(seed)) {
            this.generator = script.invoke("generator", value);
        }
    }

    /** The compiled generator, one for all runs of a pipeline. */
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

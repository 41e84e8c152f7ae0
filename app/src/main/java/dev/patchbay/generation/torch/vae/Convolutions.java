package dev.patchbay.generation.torch.vae;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The convolutions of the autoencoder, the large ones in parts: a kernel cannot be stopped, and one over all frames of a layer takes a
 * minute on a slow processor. A part is some frames, or some rows of one; parts are computed into the result, and between them a
 * cancellation is heard. Besides, the copies that a library makes of its inputs are those of a part.
 */
public final class Convolutions {

    /** Multiplications that a slow processor does in about a second. */
    private static final long MOST = 50_000_000_000L;

    /** A graphics card does a hundred times as many. */
    private static final long MOST_ON_GPU = 100 * MOST;

    private final Script script;
    private final Style style;
    private final long most;
    private final long mostOnGpu;

    /** @param script from {@link #kernels} */
    public Convolutions(Script script, Style style) {
        this(script, style, MOST, MOST_ON_GPU);
    }

    /** @param most multiplications of a part, which has at least one row */
    public Convolutions(Script script, Style style, long most, long mostOnGpu) {
        this.script = script;
        this.style = style;
        this.most = most;
        this.mostOnGpu = mostOnGpu;
    }

    /**
     * Compiles a family's kernels together with those of the convolutions.
     *
     * @param owner class that the family's file lies beside
     * @param name of it without its suffix
     */
    public static Script kernels(PtNDManager manager, Class<?> owner, String name) throws IOException {
        return Script.compile(manager, Script.source(Convolutions.class, "convolutions") + Script.source(owner, name));
    }

    /** Multiplications of a part. */
    public static long most(boolean gpu) {
        return gpu ? MOST_ON_GPU : MOST;
    }

    private ConvolutionParts parts(PtNDManager run, PtNDArray x, Shape kernel) {
        return ConvolutionParts.of(x.getShape(), kernel, run.getDevice().isGpu() ? mostOnGpu : most);
    }

    /**
     * A causal convolution over frames.
     *
     * @param x {@code [1, channels, frames, height, width]}
     * @param name of the convolution in {@code weights}
     * @param caches with the frames before, to which the last ones of these are added
     */
    public PtNDArray causal(
            PtNDManager run,
            PtNDArray x,
            String name,
            WeightBlock.Loan weights,
            ConvolutionCaches caches,
            Cancellation cancellation) {
        cancellation.check();
        String inner = name + style.inside();
        Shape kernel = Objects.requireNonNull(weights.tensors().get(inner + ".weight")).getShape();
        ConvolutionParts parts = parts(run, x, kernel);
        List<PtNDArray> before = caches.next();
        if (parts.one()) {
            return caches.keep(script.callTuple(run, "causal", x, before, style.repeats(), inner, weights.dictionary()));
        }
        PtNDArray out = script.call(run, "room", x, Math.toIntExact(kernel.get(0)));
        parts.each((start, end, rows) -> {
            cancellation.check();
            script.call(
                    run, "causal_part", x, before, style.repeats(), out, start, end, rows.top(), rows.bottom(), rows.above(), rows.below(),
                    inner, weights.dictionary()).close();
        });
        PtNDArray last = script.call(run, "last", x, before, style.repeats(), Math.toIntExact(kernel.get(2) - 1));
        return caches.keep(List.of(out, last));
    }

    /** A convolution of each frame alone, 3 × 3. */
    public PtNDArray flat(PtNDManager run, PtNDArray x, String name, WeightBlock.Loan weights, Cancellation cancellation) {
        cancellation.check();
        Shape kernel = Objects.requireNonNull(weights.tensors().get(name + ".weight")).getShape();
        ConvolutionParts parts = parts(run, x, kernel);
        if (parts.one()) {
            return script.call(run, "flat", x, name, weights.dictionary());
        }
        PtNDArray out = script.call(run, "room", x, Math.toIntExact(kernel.get(0)));
        parts.each((start, end, rows) -> {
            cancellation.check();
            script.call(
                    run, "flat_part", x, out, start, end, rows.top(), rows.bottom(), rows.above(), rows.below(), name,
                    weights.dictionary()).close();
        });
        return out;
    }

    /**
     * How a family's causal convolutions are made.
     *
     * @param inside what their weights' names have after that of the layer; may be empty
     * @param repeats whether a clip's first frame stands for those before it, which else are zeros
     */
    public record Style(String inside, boolean repeats) {}
}

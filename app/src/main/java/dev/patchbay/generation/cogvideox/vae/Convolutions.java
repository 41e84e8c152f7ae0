package dev.patchbay.generation.cogvideox.vae;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.task.Cancellation;
import java.util.List;
import java.util.Objects;

/**
 * The convolutions of the autoencoder, the large ones in parts: a kernel cannot be stopped, and one over all frames of a layer takes a
 * minute on a slow processor. A part is some frames, or some rows of one; parts are computed into the result, and between them a
 * cancellation is heard. Besides, the copies that a library makes of its inputs are those of a part.
 */
final class Convolutions {

    /** Multiplications that a slow processor does in about a second. */
    private static final long MOST = 50_000_000_000L;

    /** A graphics card does a hundred times as many. */
    private static final long MOST_ON_GPU = 100 * MOST;

    private final Script script;
    private final long most;
    private final long mostOnGpu;

    /** @param script from {@link VaeDecoder#kernels} */
    Convolutions(Script script) {
        this(script, MOST, MOST_ON_GPU);
    }

    /** @param most multiplications of a part, which has at least one row */
    Convolutions(Script script, long most, long mostOnGpu) {
        this.script = script;
        this.most = most;
        this.mostOnGpu = mostOnGpu;
    }

    /** Multiplications of a part. */
    static long most(boolean gpu) {
        return gpu ? MOST_ON_GPU : MOST;
    }

    private ConvolutionParts parts(PtNDManager run, PtNDArray x, Shape kernel) {
        return ConvolutionParts.of(x.getShape(), kernel.size(), run.getDevice().isGpu() ? mostOnGpu : most);
    }

    /**
     * A causal convolution over frames.
     *
     * @param x {@code [1, channels, frames, height, width]}
     * @param name of the convolution in {@code weights}
     * @param caches with the frames before, to which the last ones of these are added
     */
    PtNDArray causal(
            PtNDManager run,
            PtNDArray x,
            String name,
            WeightBlock.Loan weights,
            ConvolutionCaches caches,
            Cancellation cancellation) {
        cancellation.check();
        Shape kernel = Objects.requireNonNull(weights.tensors().get(name + ".conv.weight")).getShape();
        ConvolutionParts parts = parts(run, x, kernel);
        List<PtNDArray> before = caches.next();
        if (parts.one()) {
            return caches.keep(script.callTuple(run, "causal", x, before, name, weights.dictionary()));
        }
        PtNDArray out = script.call(run, "room", x, Math.toIntExact(kernel.get(0)));
        parts.each((start, end, rows) -> {
            cancellation.check();
            script.call(
                    run, "causal_part", x, before, out, start, end, rows.top(), rows.bottom(), rows.above(), rows.below(), name,
                    weights.dictionary()).close();
        });
        PtNDArray last = script.call(run, "last", x, before, Math.toIntExact(kernel.get(2) - 1));
        return caches.keep(List.of(out, last));
    }

    /** A convolution of each frame alone, 3 × 3, with the weights {@code conv}. */
    PtNDArray flat(PtNDManager run, PtNDArray x, WeightBlock.Loan weights, Cancellation cancellation) {
        cancellation.check();
        Shape kernel = Objects.requireNonNull(weights.tensors().get("conv.weight")).getShape();
        ConvolutionParts parts = parts(run, x, kernel);
        if (parts.one()) {
            return script.call(run, "flat", x, weights.dictionary());
        }
        PtNDArray out = script.call(run, "room", x, Math.toIntExact(kernel.get(0)));
        parts.each((start, end, rows) -> {
            cancellation.check();
            script.call(
                    run, "flat_part", x, out, start, end, rows.top(), rows.bottom(), rows.above(), rows.below(),
                    weights.dictionary()).close();
        });
        return out;
    }
}

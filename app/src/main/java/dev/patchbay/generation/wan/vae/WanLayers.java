package dev.patchbay.generation.wan.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TensorShapes;
import dev.patchbay.generation.torch.WeightBlock;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.vae.Activation;
import dev.patchbay.generation.torch.vae.ConvolutionCaches;
import dev.patchbay.generation.torch.vae.Convolutions;
import dev.patchbay.generation.torch.vae.Resnet;
import dev.patchbay.generation.torch.vae.VaeLayer;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The layers of both halves, made of their weights. */
record WanLayers(Script script, Convolutions convolutions, Weights weights) {

    /** Convolutions see zeros before the first frame. */
    static final Convolutions.Style STYLE = new Convolutions.Style("", false);

    private static final String RESAMPLED = "resample.1";
    private static final String IN_TIME = "time_conv";

    /** What norms do. */
    Activation activation() {
        return (run, x, norm, loan) -> script.call(run, "activated", x, norm, loan.dictionary());
    }

    static TensorShapes norm(TensorShapes shapes, String name, int width) {
        return shapes.tensor(name + ".gamma", width, 1, 1, 1);
    }

    VaeLayer resnet(String prefix, int in, int out) throws IOException {
        TensorShapes shapes = norm(new TensorShapes(), "norm1", in).convolution("conv1", out, in, 3, 3, 3);
        norm(shapes, "norm2", out).convolution("conv2", out, out, 3, 3, 3);
        if (in != out) {
            shapes.convolution("conv_shortcut", out, in, 1, 1, 1);
        }
        return new Resnet(script, convolutions, weights.block(prefix, shapes));
    }

    /** A residual layer, an attention, a residual layer. */
    List<VaeLayer> middle(String half, int width) throws IOException {
        String prefix = half + "mid_block.";
        TensorShapes shapes = new TensorShapes()
                .tensor("norm.gamma", width, 1, 1)
                .convolution("to_qkv", 3L * width, width, 1, 1)
                .convolution("proj", width, width, 1, 1);
        VaeLayer before = resnet(prefix + "resnets.0.", width, width);
        VaeLayer attention = new PixelAttention(script, weights.block(prefix + "attentions.0.", shapes));
        return List.of(before, attention, resnet(prefix + "resnets.1.", width, width));
    }

    /** Doubles height and width, and with {@code inTime} the frames, of which the first of a clip stays one. */
    VaeLayer upsample(String prefix, int in, int out, boolean inTime) throws IOException {
        TensorShapes shapes = new TensorShapes().convolution(RESAMPLED, out, in, 3, 3);
        WeightBlock block = weights.block(prefix, inTime ? shapes.convolution(IN_TIME, 2L * in, in, 3, 1, 1) : shapes);
        return (run, x, activation, caches, cancellation) -> {
            try (WeightBlock.Loan loan = block.lend();
                    PtNDArray enlarged = inTime ? enlarged(run, x, loan, caches, cancellation) : script.call(run, "larger", x)) {
                return convolutions.flat(run, enlarged, RESAMPLED, loan, cancellation);
            }
        };
    }

    private PtNDArray enlarged(PtNDManager run, PtNDArray x, WeightBlock.Loan loan, ConvolutionCaches caches, Cancellation cancellation) {
        if (caches.isFirst()) {
            // It begins with the second frame, with zeros before it.
            caches.keep(List.of(x));
            return script.call(run, "larger", x);
        }
        try (PtNDArray doubled = convolutions.causal(run, x, IN_TIME, loan, caches, cancellation)) {
            return script.call(run, "larger_in_time", doubled);
        }
    }

    /** Halves height and width, and with {@code inTime} the frames, of which the first of a clip stays one. */
    VaeLayer downsample(String prefix, int width, boolean inTime) throws IOException {
        TensorShapes shapes = new TensorShapes().convolution(RESAMPLED, width, width, 3, 3);
        WeightBlock block = weights.block(prefix, inTime ? shapes.convolution(IN_TIME, width, width, 3, 1, 1) : shapes);
        return (run, x, activation, caches, cancellation) -> {
            try (WeightBlock.Loan loan = block.lend()) {
                PtNDArray smaller = script.call(run, "smaller", x, RESAMPLED, loan.dictionary());
                if (!inTime) {
                    return smaller;
                }
                cancellation.check();
                return fewer(run, smaller, loan, caches);
            }
        };
    }

    private PtNDArray fewer(PtNDManager run, PtNDArray x, WeightBlock.Loan loan, ConvolutionCaches caches) {
        if (caches.isFirst()) {
            return caches.keep(List.of(x, script.call(run, "last_frame", x)));
        }
        try (x) {
            return caches.keep(script.callTuple(run, "halved_in_time", x, caches.next(), loan.dictionary()));
        }
    }

    /** Layers with a way past them, on which values are repeated for the frames and pixels that become more. */
    VaeLayer repeating(List<VaeLayer> inner, int times) {
        return past(inner, (run, y, x, first) -> script.call(run, "add_repeated", y, x, times, first));
    }

    /** Layers with a way past them, on which there are the means of the frames and pixels that become fewer. */
    VaeLayer averaging(List<VaeLayer> inner, int times, int edge) {
        return past(inner, (run, y, x, first) -> script.call(run, "add_averaged", y, x, times, edge));
    }

    private static VaeLayer past(List<VaeLayer> inner, Past past) {
        List<VaeLayer> layers = new ArrayList<>(inner);
        return (run, x, activation, caches, cancellation) -> {
            boolean first = caches.isFirst();
            PtNDArray y = layers.getFirst().apply(run, x, activation, caches, cancellation);
            for (VaeLayer layer : layers.subList(1, layers.size())) {
                cancellation.check();
                PtNDArray next = layer.apply(run, y, activation, caches, cancellation);
                y.close();
                y = next;
            }
            try (PtNDArray made = y) {
                return past.add(run, made, x, first);
            }
        };
    }

    /** Adds to what layers made what goes past them. */
    @FunctionalInterface
    private interface Past {

        PtNDArray add(PtNDManager run, PtNDArray made, PtNDArray x, boolean first);
    }
}

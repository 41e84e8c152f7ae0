package dev.patchbay.generation.torch;

import dev.patchbay.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of a block: names inside the block, and the shapes that the configuration implies. */
public final class TensorShapes {

    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /** One tensor. */
    public TensorShapes tensor(String name, long... sizes) {
        shapes.put(name, Shape.of(sizes));
        return this;
    }

    /** Weight {@code [out, in]} and bias of a linear layer. */
    public TensorShapes linear(String name, long out, long in) {
        return tensor(name + ".weight", out, in).tensor(name + ".bias", out);
    }

    /** Weight and bias {@code [width]} of a norm. */
    public TensorShapes norm(String name, long width) {
        return tensor(name + ".weight", width).tensor(name + ".bias", width);
    }

    /** Weight {@code [out, in, kernel…]} and bias of a convolution. */
    public TensorShapes convolution(String name, long out, long in, long... kernel) {
        long[] sizes = new long[kernel.length + 2];
        sizes[0] = out;
        sizes[1] = in;
        System.arraycopy(kernel, 0, sizes, 2, kernel.length);
        return tensor(name + ".weight", sizes).tensor(name + ".bias", out);
    }

    public Map<String, Shape> all() {
        return Collections.unmodifiableMap(shapes);
    }
}

package dev.patchbay.tensor;

/**
 * What an index says about a tensor.
 *
 * @param name the full key in the state dict, dots and all
 * @param dtype element type as stored
 * @param shape sizes as stored
 */
public record TensorInfo(String name, DType dtype, Shape shape) {

    /** Bytes of the tensor's elements, without any padding of the file. */
    public long bytes() {
        return dtype.byteSize(shape.elements());
    }
}

package dev.patchbay.tensor;

/**
 * Name, dtype and shape of a tensor, as a checkpoint's index has them.
 *
 * @param name the full key in the state dict
 * @param dtype element type as stored
 * @param shape sizes as stored
 */
public record TensorInfo(String name, DType dtype, Shape shape) {

    /** Size of the elements in bytes, without padding. */
    public long bytes() {
        return dtype.byteSize(shape.elements());
    }
}

package dev.patchbay.tensor;

/** Values whose type and shape are those that an index says of the tensor. */
public interface DescribedData extends TensorData {

    /** Name, type and shape. */
    TensorInfo info();

    @Override
    default DType dtype() {
        return info().dtype();
    }

    @Override
    default Shape shape() {
        return info().shape();
    }
}

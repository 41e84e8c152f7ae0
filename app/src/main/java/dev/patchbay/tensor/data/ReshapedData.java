package dev.patchbay.tensor.data;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;

/** The same bytes with another shape of as many elements. */
public record ReshapedData(TensorData of, Shape shape) implements ForwardingData {}

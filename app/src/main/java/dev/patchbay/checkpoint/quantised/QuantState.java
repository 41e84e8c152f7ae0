package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.Shape;

/**
 * What bitsandbytes keeps of a 4-bit weight beside its tensors.
 *
 * @param type {@code nf4} or {@code fp4}
 * @param blocksize elements that share an absmax
 * @param nestedBlocksize absmax values that share a nested absmax; 0 if absmax is not quantised itself
 * @param nestedOffset added to every dequantised absmax
 */
record QuantState(String type, int blocksize, Shape shape, int nestedBlocksize, double nestedOffset) {

    boolean isNested() {
        return nestedBlocksize > 0;
    }
}

package dev.patchbay.mapping;

import dev.patchbay.tensor.TensorInfo;

/**
 * A stored tensor that a rule leaves out.
 *
 * @param rule position of that rule
 */
public record DroppedTensor(TensorInfo info, int rule) {}

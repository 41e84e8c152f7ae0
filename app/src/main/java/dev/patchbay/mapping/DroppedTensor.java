package dev.patchbay.mapping;

import dev.patchbay.tensor.TensorInfo;

/**
 * A stored tensor that a rule leaves out.
 *
 * @param rule position of that rule in the rule set
 */
public record DroppedTensor(TensorInfo info, int rule) {}

package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.tensor.TensorInfo;

/**
 * One tensor of a header.
 *
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record SafetensorsEntry(TensorInfo info, long begin, long end) {}

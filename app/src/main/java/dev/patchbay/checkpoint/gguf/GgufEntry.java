package dev.patchbay.checkpoint.gguf;

import dev.patchbay.tensor.TensorInfo;

/**
 * One tensor of a header.
 *
 * @param begin first byte, counted from the start of the data
 * @param end byte after the last
 */
record GgufEntry(TensorInfo info, long begin, long end) {}

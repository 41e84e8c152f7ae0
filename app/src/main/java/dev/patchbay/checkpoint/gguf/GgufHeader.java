package dev.patchbay.checkpoint.gguf;

import java.util.List;
import java.util.Map;

/**
 * What comes before the values.
 *
 * @param metadata the key-values as texts, in the order of the file
 * @param entries the tensors, in the order of the file
 * @param alignment of the data and of every tensor in it, in bytes
 * @param dataStart first byte of the data, from the start of the file
 */
record GgufHeader(Map<String, String> metadata, List<GgufEntry> entries, long alignment, long dataStart) {}

package dev.patchbay.checkpoint.gguf;

import java.util.List;
import java.util.Map;

/**
 * Header of a GGUF file.
 *
 * @param metadata the key-values as text, in the order of the file
 * @param entries the tensors, in the order of the file
 * @param alignment of the data section and of every tensor in it, in bytes
 * @param dataStart position of the data section in the file
 */
record GgufHeader(Map<String, String> metadata, List<GgufEntry> entries, long alignment, long dataStart) {}

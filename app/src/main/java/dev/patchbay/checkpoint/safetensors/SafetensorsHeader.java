package dev.patchbay.checkpoint.safetensors;

import java.util.List;
import java.util.Map;

/**
 * What a safetensors header says.
 *
 * @param entries the tensors, in the order of the header
 * @param metadata {@code __metadata__}, empty if there is none
 */
record SafetensorsHeader(List<SafetensorsEntry> entries, Map<String, String> metadata) {

    /** The one name that is no tensor. */
    static final String METADATA = "__metadata__";

    /** Most dimensions of a tensor: as many as PyTorch can hold. */
    static final int MAX_DIMENSIONS = 64;
}

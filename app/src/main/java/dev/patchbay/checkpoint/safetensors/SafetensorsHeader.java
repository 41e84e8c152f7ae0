package dev.patchbay.checkpoint.safetensors;

import java.util.List;
import java.util.Map;

/**
 * Content of a safetensors header.
 *
 * @param entries the tensors, in the order of the header
 * @param metadata {@code __metadata__}; empty if there is none
 */
public record SafetensorsHeader(List<SafetensorsEntry> entries, Map<String, String> metadata) {

    /** The only key of a header that is no tensor. */
    static final String METADATA = "__metadata__";

    /** Most dimensions of a tensor, as in PyTorch. */
    static final int MAX_DIMENSIONS = 64;
}

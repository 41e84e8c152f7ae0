package dev.patchbay.ui.patch.rules;

import dev.patchbay.tensor.TensorInfo;
import java.util.Optional;

/**
 * A stored tensor and one tensor that the rules make of it.
 *
 * @param source stored name
 * @param result name, dtype and shape after the rules; empty if a rule drops it
 */
public record ResultRow(String source, Optional<TensorInfo> result) {

    boolean isRenamed() {
        return result.isPresent() && !result.get().name().equals(source);
    }
}

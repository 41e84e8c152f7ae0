package dev.patchbay.export.resize;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * What a resize will write.
 *
 * @param modules low-rank modules, with new or unchanged factors
 * @param kept names of modules that are not a low-rank product and are copied
 * @param dropped stored names that are left out: tensors of a training state that are not of the adapter, and of modules that the base
 *     has no place for
 * @param how the chosen rank: {@code rank 8}
 * @param warnings shown to the person before writing
 */
public record ResizePlan(List<ResizedModule> modules, List<String> kept, List<String> dropped, String how, List<Message> warnings) {

    public ResizePlan {
        modules = List.copyOf(modules);
        kept = List.copyOf(kept);
        dropped = List.copyOf(dropped);
        warnings = List.copyOf(warnings);
    }
}

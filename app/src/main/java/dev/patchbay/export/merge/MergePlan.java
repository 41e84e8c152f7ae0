package dev.patchbay.export.merge;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;

/**
 * What a merge will write.
 *
 * @param modules in the order of the first adapter, then of the others
 * @param metadata of the new file
 * @param warnings shown to the person before writing
 */
public record MergePlan(List<MergedModule> modules, Map<String, String> metadata, List<Message> warnings) {

    public MergePlan {
        modules = List.copyOf(modules);
        metadata = Map.copyOf(metadata);
        warnings = List.copyOf(warnings);
    }
}

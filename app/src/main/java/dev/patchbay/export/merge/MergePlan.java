package dev.patchbay.export.merge;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;

/**
 * What a merge will write.
 *
 * @param modules in the order of the first adapter, then of the others
 * @param dropped stored names of modules that are left out because the base has no place for them
 * @param metadata of the new file
 * @param warnings shown to the person before writing
 */
public record MergePlan(List<MergedModule> modules, List<String> dropped, Map<String, String> metadata, List<Message> warnings) {

    public MergePlan {
        modules = List.copyOf(modules);
        dropped = List.copyOf(dropped);
        metadata = Map.copyOf(metadata);
        warnings = List.copyOf(warnings);
    }
}

package dev.patchbay.export.resize;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * What a resize will write.
 *
 * @param modules that get new factors, or keep theirs
 * @param kept modules that are no low-rank product and are copied, by name
 * @param dropped stored names that are left out: what a training state holds besides its adapter
 * @param how what a person asked for: {@code rank 8}
 * @param warnings what a person should know before it is written
 */
public record ResizePlan(List<ResizedModule> modules, List<String> kept, List<String> dropped, String how, List<Message> warnings) {

    public ResizePlan {
        modules = List.copyOf(modules);
        kept = List.copyOf(kept);
        dropped = List.copyOf(dropped);
        warnings = List.copyOf(warnings);
    }
}

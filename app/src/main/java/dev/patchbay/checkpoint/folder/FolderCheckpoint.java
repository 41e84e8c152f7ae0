package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the checkpoint of a folder from the checkpoint of its weights file. */
final class FolderCheckpoint {

    private FolderCheckpoint() {}

    /** The same tensors under the path of the folder, with the folder's JSON files. Closing it closes {@code weights}. */
    static Checkpoint of(Path folder, CheckpointLayout layout, Checkpoint weights, CompanionFiles companions) {
        return of(folder, layout, weights, companions, List.of());
    }

    /** The same with warnings about the choice of the weights, which come first. */
    static Checkpoint of(
            Path folder, CheckpointLayout layout, Checkpoint weights, CompanionFiles companions, List<Message> choice) {
        Map<String, String> texts = new LinkedHashMap<>(weights.companions());
        texts.putAll(companions.texts());
        List<Message> warnings = new ArrayList<>(choice);
        warnings.addAll(weights.warnings());
        companions.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(warnings::add);
        return new Checkpoint(
                folder, weights.format(), layout, weights.tensors().values(), weights.metadata(), texts, warnings, weights);
    }
}

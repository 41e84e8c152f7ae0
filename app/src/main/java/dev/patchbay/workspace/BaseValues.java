package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The values of the base, for exports that need them: where only some pairs of an adapter have DoRA's magnitudes, the others' follow from
 * the weights. A base of the catalogue has names and shapes only.
 *
 * @param opener opens the file or folder that the base was read from
 */
public record BaseValues(CheckpointOpener opener) {

    /** What is done while the values can be read. */
    @FunctionalInterface
    public interface Use<T> {

        /** @param weights empty if they are not needed, or there are none */
        T of(Optional<Checkpoint> weights) throws IOException;
    }

    /** Opens the base's file if the adapter needs its values, and closes it afterwards. */
    public <T> T during(Adapter adapter, Optional<BaseModel> base, Use<T> use) throws IOException {
        Optional<Path> file = base.flatMap(BaseModel::folder).filter(path -> areNeeded(adapter));
        if (file.isEmpty()) {
            return use.of(Optional.empty());
        }
        try (Checkpoint weights = opener.open(file.get())) {
            return use.of(Optional.of(weights));
        }
    }

    /** True if some pairs have magnitudes and others have none. */
    public static boolean areNeeded(Adapter adapter) {
        List<AdapterModule> pairs = adapter.modules().stream().filter(AdapterModule::isPair).toList();
        return pairs.stream().anyMatch(AdapterModule::isDora) && !pairs.stream().allMatch(AdapterModule::isDora);
    }
}

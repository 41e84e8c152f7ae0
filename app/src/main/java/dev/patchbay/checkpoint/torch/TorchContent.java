package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.SingleFileLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.checkpoint.storage.StorageSource;
import dev.patchbay.checkpoint.storage.TensorPlacement;
import dev.patchbay.checkpoint.storage.TorchTensor;
import dev.patchbay.checkpoint.storage.UnreadTensor;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read from a torch file, in either format.
 *
 * @param root the value of the pickle
 * @param suspicious classes and functions that Python would have loaded and that ordinary checkpoints do not contain
 * @param storages where the elements are
 */
record TorchContent(Object root, Set<PickleGlobal> suspicious, StorageSource storages) {

    /** Most warnings about single names, or about single tensors that cannot be read. */
    private static final int MOST_NAMES = 20;

    /** The checkpoint, which closes {@code file} when it is closed. */
    Checkpoint checkpoint(MappedFile file, CheckpointFormat format, ReadLimits limits) throws IOException {
        Path path = file.path();
        StateDict stateDict = new StateDictFinder(path, limits).find(root);
        TensorPlacement placement = new TensorPlacement(storages, limits);
        List<StoredTensor> tensors = new ArrayList<>(stateDict.tensors().size());
        for (Map.Entry<String, TorchTensor> entry : stateDict.tensors().entrySet()) {
            tensors.add(placement.place(entry.getKey(), entry.getValue()));
        }
        CompanionFiles companions = CompanionFiles.besideWeights(path);
        List<Message> warnings = new ArrayList<>(companions.warnings());
        warnings.addAll(suspiciousWarnings(path));
        warnings.addAll(unreadWarnings(path, stateDict.unread()));
        stateDict.leftAside().forEach(key -> warnings.add(Message.of("checkpoint.torch.leftAside", path, key)));
        return new Checkpoint(
                path, format, SingleFileLayout.of(tensors), tensors, stateDict.metadata(), companions.texts(), warnings, file);
    }

    private static List<Message> unreadWarnings(Path path, Map<String, UnreadTensor> unread) {
        List<Message> warnings = new ArrayList<>();
        unread.entrySet().stream()
                .limit(MOST_NAMES)
                .forEach(entry -> warnings.add(entry.getValue().warning(path, entry.getKey())));
        if (unread.size() > MOST_NAMES) {
            warnings.add(Message.of("checkpoint.torch.moreAside", path, unread.size() - MOST_NAMES));
        }
        return warnings;
    }

    private List<Message> suspiciousWarnings(Path path) {
        List<Message> warnings = new ArrayList<>();
        suspicious.stream()
                .limit(MOST_NAMES)
                .forEach(global -> warnings.add(Message.of("checkpoint.torch.wouldRun", path, global)));
        if (suspicious.size() > MOST_NAMES) {
            warnings.add(Message.of("checkpoint.torch.wouldRunMore", path, suspicious.size() - MOST_NAMES));
        }
        return warnings;
    }
}

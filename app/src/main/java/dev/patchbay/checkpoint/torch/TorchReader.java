package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.checkpoint.pickle.PickleReader;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens what {@code torch.save} has written since PyTorch 1.6: {@code .pt}, {@code .pth}, {@code .bin}, {@code .ckpt}. */
public final class TorchReader implements CheckpointReader {

    /** How many suspicious names are listed one by one. */
    private static final int MOST_NAMES = 20;

    @Override
    public boolean matches(Path path) throws IOException {
        return startsWith(path, 'P', 'K', 3, 4) || startsWith(path, 'P', 'K', 5, 6);
    }

    static boolean startsWith(Path path, int... bytes) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            for (int expected : bytes) {
                if (in.read() != expected) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        MappedFile file = new MappedFile(path);
        try {
            return open(file, opener.limits());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Checkpoint open(MappedFile file, ReadLimits limits) throws IOException {
        Path path = file.path();
        TorchArchive archive = TorchArchive.open(file, limits);
        TorchConstructors constructors = new TorchConstructors();
        Object root = new PickleReader(path, archive.pickle(limits), limits, constructors).read();
        StateDict stateDict = new StateDictFinder(path, limits).find(root);
        TensorPlacement placement = new TensorPlacement(archive);
        List<StoredTensor> tensors = new ArrayList<>(stateDict.tensors().size());
        for (Map.Entry<String, TorchTensor> entry : stateDict.tensors().entrySet()) {
            tensors.add(placement.place(entry.getKey(), entry.getValue()));
        }
        CompanionFiles companions = CompanionFiles.besideWeights(path);
        List<Message> warnings = new ArrayList<>(companions.warnings());
        warnings.addAll(warnings(path, constructors.strangers()));
        stateDict.leftAside().forEach(key -> warnings.add(Message.of("checkpoint.torch.leftAside", path, key)));
        return new Checkpoint(
                path,
                CheckpointFormat.TORCH_ZIP,
                CheckpointLayout.SINGLE_FILE,
                tensors,
                stateDict.metadata(),
                companions.texts(),
                warnings,
                file);
    }

    private static List<Message> warnings(Path path, Set<PickleGlobal> strangers) {
        List<Message> warnings = new ArrayList<>();
        strangers.stream()
                .limit(MOST_NAMES)
                .forEach(global -> warnings.add(Message.of("checkpoint.torch.wouldRun", path, global)));
        if (strangers.size() > MOST_NAMES) {
            warnings.add(Message.of("checkpoint.torch.wouldRunMore", path, strangers.size() - MOST_NAMES));
        }
        return warnings;
    }
}

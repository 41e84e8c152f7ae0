package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.remote.RemoteAddress;
import dev.patchbay.files.reading.FileKind;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds a base model by what a person names: a path, a catalogue name, or the name of a model of the person's own.
 *
 * @param opener opens paths
 * @param users models that were added to the catalogue
 */
public record BaseModels(CheckpointOpener opener, UserModels users) {

    /** Without models of a person's own. */
    public BaseModels(CheckpointOpener opener) {
        this(opener, UserModels.NONE);
    }

    /**
     * The base model that {@code base} names. A file or folder of that name wins over the catalogue, the catalogue over a person's own.
     * Only names and shapes are kept; the checkpoint is closed again.
     *
     * @throws CheckpointException if it is neither a path nor a catalogue name, or the file is not a base model
     */
    public BaseModel resolve(String base) throws IOException {
        Optional<Path> path = existing(base);
        if (path.isPresent()) {
            return open(path.get());
        }
        return ModelCatalog.find(base).or(() -> users.find(base)).orElseThrow(() -> unknown(base));
    }

    private CheckpointException unknown(String base) {
        List<String> own = users.all().models().stream().map(user -> user.model().name()).toList();
        return new CheckpointException(new UnknownModel(base, own).explanation());
    }

    /**
     * The base model of a file or folder.
     *
     * @throws CheckpointException if it cannot be opened, or is an adapter, or holds no layers
     */
    public BaseModel open(Path path) throws IOException {
        try (Checkpoint checkpoint = opener.open(path)) {
            BaseModel model = OpenedBaseModel.of(checkpoint);
            boolean adapter = checkpoint.tensors().keySet().stream()
                    .map(AdapterKey::parse)
                    .flatMap(Optional::stream)
                    .anyMatch(key -> key.part() == Part.DOWN);
            if (adapter) {
                throw new CheckpointException(Message.of("basemodel.isAdapter", path));
            }
            if (model.main().modules().stream().noneMatch(ModuleInfo::adaptable)) {
                throw new CheckpointException(Message.of("basemodel.noModules", path));
            }
            return model;
        }
    }

    private static Optional<Path> existing(String base) throws IOException {
        if (RemoteAddress.isAddress(base)) {
            return Optional.of(RemoteAddress.place(base));
        }
        try {
            Path path = Path.of(base);
            return FileKind.of(path) == FileKind.MISSING ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
